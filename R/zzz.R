# What has been read from files, keyed by path, modification time and dataset. It lives here and not
# in the objects users keep, so that those can be saved and sent to other processes.
file_cache <- new.env(parent = emptyenv())
