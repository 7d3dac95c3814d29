#' Fetch a recording of the tutorials
#'
#' Downloads one of the recordings that the tutorials of NeMoS and pynapple use, checks it, keeps it, and opens it. A
#' second call opens what was kept.
#'
#' The file is downloaded beside its place in the cache, as `<name>.nwb.part`, and moved there only when its SHA-256
#' is the published one; so a file in the cache is whole. A download that was interrupted goes on where it stopped, at
#' the next call if need be. Where a connection breaks or the server is busy, it is tried again, three times in all.
#' What is in the cache is read and checked at every call, and fetched anew if it is not the published file. Package curl
#' is needed for downloading only.
#'
#' @param name The recording, without `.nwb`: see `fetch_session(list = TRUE)`.
#' @param list Whether to list the recordings instead of fetching one.
#' @param cache The folder where recordings are kept.
#' @param progress Whether to show how far the download has come.
#' @return A [Session], or, with `list = TRUE`, a data frame with `name`, `description`, `source`, `url`, `sha256` and
#'   `cached` (is a file of that name in the cache?).
#' @section Mirrors:
#' `options(anemone.mirror = "https://server/folder")` takes the files from there, by their names; they are
#' checked just the same. A folder that the machine can see is `"file:///shared/recordings"`.
#' @section Errors:
#' `anemone_error_offline` (the server cannot be reached, or a folder does not hold the file), `anemone_error_interrupted` (the connection keeps breaking),
#' `anemone_error_http` (the server's answer is an error, its code is the field `status`), `anemone_error_wrong_hash`
#' (the file is not the published one, and was deleted), `anemone_error_disk_full`, `anemone_error_cache` (the folder
#' cannot be written), `anemone_error_missing_package` (curl), `anemone_error_bad_argument`.
#' @examples
#' fetch_session(list = TRUE)[c("name", "description", "cached")]
#' \dontrun{
#' session <- fetch_session("allen_478498617")
#' }
#' @export
fetch_session <- function(name, list = FALSE, cache = tools::R_user_dir("anemone", "cache"),
                          progress = interactive()) {
  check_flag(list)
  check_string(cache)
  check_flag(progress)
  recordings <- published_recordings()
  if (list) return(cbind(recordings, cached = file.exists(cached_path(recordings$name, cache))))
  recording <- chosen_recording(if (missing(name)) NULL else name, recordings)
  open_recording(recording, cached_path(recording$name, cache), progress, call = rlang::current_env())
}

open_recording <- function(recording, path, progress, call) {
  if (!is_published(path, recording$sha256)) fetch_file(recording$url, path, recording$sha256, progress, call = call)
  nwb_session(path, door = paste("fetched, source:", recording$source))
}

cached_path <- function(name, cache) file.path(cache, paste0(name, ".nwb"))

chosen_recording <- function(name, recordings, call = rlang::caller_env()) {
  if (is.character(name) && length(name) == 1) name <- sub("[.]nwb$", "", name)
  check_choice(name, recordings$name, "name", call = call)
  as.list(recordings[recordings$name == name, ])
}

#' The files of the tutorials; names, places and hashes are those of NeMoS.
#' @noRd
published_recordings <- function() {
  recordings <- utils::read.table(header = TRUE, sep = "|", strip.white = TRUE, colClasses = "character", text = "
    name|osf|description|source|sha256
    allen_478498617|vf2nj|A cell of mouse V1, injected current|Allen Cell Types Database|262393d7485a5b39cc80fb55011dcf21f86133f13d088e35439c2559fd4b49fa
    Mouse32-140822|jb2gd|Head-direction cells of the mouse, wake and sleep|Peyrache et al. 2015|1a919a033305b8f58b5c3e217577256183b14ed5b436d9c70989dee6dafe0f35
    m691l1|xesdm|73 cells of macaque V1, white noise|Sonica Saraf and Tony Movshon|1990d8d95a70a29af95dade51e60ffae7a176f6207e80dbf9ccefaf418fe22b6
    Achilles_10252013|hu5ma|Place cells of the rat hippocampus|Grosmark and Buzsaki 2016|42857015aad4c2f7f6f3d4022611a69bc86d714cf465183ce30955731e614990
    Achilles_10252013_EEG|2dfvp|The same with the field potential|Grosmark and Buzsaki 2016|a97a69d231e7e91c07e24890225f8fe4636bac054de50345551f32fc46b9efdd
    A0670-221213|sbnaw|Calcium imaging of a moving mouse|Peyrache lab|8587dd6dde107504bd4a17a68ce8fb934fcbcccc337e653f31484611ee51f50a
    A2929-200711|y7zwd|Head-direction cells of the mouse|Peyrache lab|f698d7319efa5dfeb18fb5fe718ec1a84fdf96b85a158177849a759cd5e396fe
  ")
  mirror <- getOption("anemone.mirror")
  recordings$url <- if (is.null(mirror)) paste0("https://osf.io/download/", recordings$osf, "/") else
    paste0(sub("/$", "", mirror), "/", recordings$name, ".nwb")
  recordings[c("name", "description", "source", "url", "sha256")]
}

is_published <- function(path, sha256) {
  if (!file.exists(path)) return(FALSE)
  if (identical(cli::hash_file_sha256(path), sha256)) return(TRUE)
  inform(c("{.file {path}} is not the published file.", i = "It is fetched anew."), "wrong_cached_file", path = path)
  FALSE
}
