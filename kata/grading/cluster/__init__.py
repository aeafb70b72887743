"""A class on many machines: Dask hands batches of submissions to its workers, and each runs a grader for its batch.

    batches   the grader's side: hands out batches, and takes reports          order   what is sent with a batch
    task      in Dask's worker: starts a grader as a process of its own        child   that process
    connection, answers   to which Dask, and whether what comes back can be used

A Dask worker has threads, and a grader forks: hence the process between them. Files travel with the order, results come
back as text, so a worker needs no file system of ours; it needs the same course and the same packages.
"""
