# Python's pickles, as far as they hold data: numbers, strings, lists, dictionaries and numpy arrays. A pickle is a
# program for a stack machine; it is run here with those calls only that build arrays, so that no file can make R do
# anything else. Containers are environments while it runs, since they are filled after they have been referred to.

#' The elements of an object array, as a list.
#' @noRd
pickled_elements <- function(bytes, name) {
  value <- tryCatch(run_pickle(bytes), error = function(e) {
    if (inherits(e, "anemone_error")) stop(e)
    abort_npy(name, "its pickle cannot be followed ({.val {reason}})", "pickled_object",
              reason = conditionMessage(e), hint = pickle_remedy)
  })
  if (is.list(value)) value else as.list(value)
}

pickle_remedy <- paste("Save it from Python as plain arrays: {.code numpy.asarray(x, dtype=\"float64\")}, or",
                       "{.code x.astype(str)} for strings.")

run_pickle <- function(bytes) {
  machine <- new.env(parent = emptyenv())
  machine$bytes <- bytes
  machine$at <- 1
  machine$stack <- new.env(parent = emptyenv())
  machine$depth <- 0L
  machine$marks <- integer()
  machine$memo <- new.env(parent = emptyenv())
  machine$n_remembered <- 0L
  repeat {
    opcode <- as.character(take_bytes(machine, 1))
    if (opcode == "2e") return(plain_pickle(pop(machine)))
    step <- pickle_steps[[opcode]]
    if (is.null(step)) stop("opcode ", opcode)
    step(machine)
  }
}

take_bytes <- function(machine, n) {
  if (machine$at + n - 1 > length(machine$bytes)) stop("it ends early")
  taken <- machine$bytes[machine$at - 1 + seq_len(n)]
  machine$at <- machine$at + n
  taken
}

take_number <- function(machine, size) unsigned(take_bytes(machine, size), 1, size)

take_text <- function(machine, n) {
  text <- rawToChar(take_bytes(machine, n))
  Encoding(text) <- "UTF-8"
  text
}

take_line <- function(machine) {
  end <- machine$at - 1 + which(machine$bytes[machine$at - 1 + 1:256] == as.raw(10))[1]
  line <- take_text(machine, end - machine$at)
  machine$at <- end + 1
  line
}

# Stack and memo are environments, their keys the positions: growing a list would copy it for each element of the file.

push <- function(machine, value) {
  force(value)
  machine$depth <- machine$depth + 1L
  assign(as.character(machine$depth), value, envir = machine$stack)
}

pop <- function(machine, n = 1L) {
  if (n > machine$depth) stop("its stack is empty")
  taken <- from_stack(machine, machine$depth - n)
  if (n == 1) taken[[1]] else taken
}

top <- function(machine) get(as.character(machine$depth), envir = machine$stack)

pop_to_mark <- function(machine) {
  last <- length(machine$marks)
  below <- machine$marks[last]
  machine$marks <- machine$marks[-last]
  from_stack(machine, below)
}

from_stack <- function(machine, below) {
  keys <- as.character(below + seq_len(machine$depth - below))
  machine$depth <- as.integer(below)
  unname(mget(keys, envir = machine$stack))
}

new_node <- function(kind, items = list()) {
  node <- new.env(parent = emptyenv())
  node$kind <- kind
  node$items <- items
  node
}

append_items <- function(node, items) node$items <- c(node$items, items)

set_state <- function(node, state) node$state <- state

remember <- function(machine, key = machine$n_remembered) {
  assign(memo_key(key), top(machine), envir = machine$memo)
  machine$n_remembered <- machine$n_remembered + 1L
}

recall <- function(machine, key) push(machine, get(memo_key(key), envir = machine$memo))

memo_key <- function(key) as.character(as.integer(key))

pickle_steps <- list(
  "80" = function(m) take_bytes(m, 1),                                            # protocol
  "95" = function(m) take_bytes(m, 8),                                            # frame
  "28" = function(m) m$marks <- c(m$marks, m$depth),                              # mark
  "30" = function(m) pop(m),
  "4e" = function(m) push(m, NULL),
  "88" = function(m) push(m, TRUE),
  "89" = function(m) push(m, FALSE),
  "4b" = function(m) push(m, as.integer(take_number(m, 1))),
  "4d" = function(m) push(m, as.integer(take_number(m, 2))),
  "4a" = function(m) push(m, readBin(take_bytes(m, 4), "integer", 1, 4, endian = "little")),
  "8a" = function(m) push(m, signed_bytes(take_bytes(m, take_number(m, 1)))),     # long
  "47" = function(m) push(m, readBin(take_bytes(m, 8), "double", 1, 8, endian = "big")),
  "8c" = function(m) push(m, take_text(m, take_number(m, 1))),
  "58" = function(m) push(m, take_text(m, take_number(m, 4))),
  "8d" = function(m) push(m, take_text(m, take_number(m, 8))),
  "43" = function(m) push(m, take_bytes(m, take_number(m, 1))),
  "42" = function(m) push(m, take_bytes(m, take_number(m, 4))),
  "8e" = function(m) push(m, take_bytes(m, take_number(m, 8))),
  "96" = function(m) push(m, take_bytes(m, take_number(m, 8))),
  "5d" = function(m) push(m, new_node("list")),
  "7d" = function(m) push(m, new_node("dict")),
  "29" = function(m) push(m, new_node("tuple")),
  "85" = function(m) push(m, new_node("tuple", list(pop(m)))),
  "86" = function(m) push(m, new_node("tuple", pop(m, 2L))),
  "87" = function(m) push(m, new_node("tuple", pop(m, 3L))),
  "74" = function(m) push(m, new_node("tuple", pop_to_mark(m))),
  "61" = function(m) { item <- list(pop(m)); append_items(top(m), item) },
  "65" = function(m) { items <- pop_to_mark(m); append_items(top(m), items) },
  "73" = function(m) { pair <- pop(m, 2L); append_items(top(m), pair) },
  "75" = function(m) { pairs <- pop_to_mark(m); append_items(top(m), pairs) },
  "94" = function(m) remember(m),
  "71" = function(m) remember(m, take_number(m, 1)),
  "72" = function(m) remember(m, take_number(m, 4)),
  "68" = function(m) recall(m, take_number(m, 1)),
  "6a" = function(m) recall(m, take_number(m, 4)),
  "63" = function(m) push(m, known_global(take_line(m), take_line(m))),
  "93" = function(m) { names <- pop(m, 2L); push(m, known_global(names[[1]], names[[2]])) },
  "52" = function(m) { call <- pop(m, 2L); push(m, build_array_part(call[[1]]$items, call[[2]]$items)) },
  "62" = function(m) { state <- pop(m); set_state(top(m), state$items) })

signed_bytes <- function(bytes) {
  value <- unsigned(bytes, 1, length(bytes))
  if (length(bytes) > 0 && bytes[length(bytes)] >= as.raw(128)) value - 256^length(bytes) else value
}

#' The few names a pickle of arrays calls.
#' @noRd
known_global <- function(module, name) {
  known <- c("_reconstruct", "ndarray", "dtype", "scalar", "_frombuffer")
  if (startsWith(module, "numpy") && name %in% known) return(new_node("global", name))
  abort(c("An object array must hold numbers, strings, lists and arrays.",
          x = "It holds an object of Python's class {.val {paste0(module, '.', name)}}.", i = pickle_remedy),
        "pickled_object", class_name = paste0(module, ".", name), call = NULL)
}

build_array_part <- function(name, arguments) {
  part <- new_node(name, arguments)
  if (name == "_frombuffer") {
    order <- identical(arguments[[4]], "F")
    part$state <- list(1, arguments[[3]], arguments[[2]], order, arguments[[1]])
  }
  part
}

#' Nodes as R values: arrays, lists, and dictionaries as named lists.
#' @noRd
plain_pickle <- function(x) {
  if (!is.environment(x)) return(if (is.raw(x)) rawToChar(x) else x)
  switch(x$kind,
         dict = plain_dictionary(x$items),
         list = , tuple = lapply(x$items, plain_pickle),
         scalar = pickled_array(x$items[[1]], 1, FALSE, x$items[[2]]),
         `_reconstruct` = , `_frombuffer` = pickled_array(x$state[[3]], x$state[[2]], x$state[[4]], x$state[[5]]),
         stop("a ", x$kind, " on its own"))
}

plain_dictionary <- function(items) {
  odd <- seq_along(items) %% 2 == 1
  keys <- vapply(items[odd], function(key) as.character(plain_pickle(key)), "")
  stats::setNames(lapply(items[!odd], plain_pickle), keys)
}

pickled_array <- function(dtype, shape, fortran_order, data) {
  shape <- if (is.environment(shape)) as.double(unlist(shape$items)) else shape
  descr <- paste0(dtype$state[[2]], dtype$items[[1]])
  if (grepl("O", descr)) return(shaped(lapply(data$items, plain_pickle), shape, fortran_order))
  connection <- rawConnection(data)
  on.exit(close(connection))
  shaped(npy_values(connection, descr, prod(shape), "_metadata", length(data)), shape, fortran_order)
}
