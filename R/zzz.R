# What has been read from files, keyed by path, modification time and dataset. It lives here and not
# in the objects users keep, so that those can be saved and sent to other processes.
file_cache <- new.env(parent = emptyenv())

# What generics of another package have no default for: unless somebody has one already, ours says what is wanted.
.onLoad <- function(libname, pkgname) {
  for (name in c("tidy", "glance", "augment", "fit")) {
    if (is.null(utils::getS3method(name, "default", optional = TRUE, envir = asNamespace("generics")))) {
      registerS3method(name, "default", refuse_no_model(name), envir = asNamespace("generics"))
    }
  }
}

refuse_no_model <- function(name) {
  if (name == "fit") {
    return(function(object, ...) {
      abort(c("{.arg object} must be a specification of a model.", x = "Got {describe(object)}.",
              i = "For example {.code fit(GLM(), X, y)}."), "bad_argument", argument = "object", value = object)
    })
  }
  function(x, ...) {
    abort(c("{.arg x} must be something that {.fn {name}} has a method for, such as a fitted model.",
            x = "Got {describe(x)}.", i = "For example {.code {name}(fit(GLM(), X, y))}."),
          "bad_argument", argument = "x", value = x)
  }
}
