# What is where in a session: a row of bars per member, and one per tag of its intervals.

draw_contents <- function(session, epochs, members, call) {
  unknown <- setdiff(members, names(session))
  if (length(unknown) > 0) session_member(session, unknown[1], call)
  table <- session_members(session)
  table <- table[table$name %in% (members %||% table$name) & is_temporal(table$type), ]
  if (nrow(table) == 0) {
    abort(c("The session must have members that lie in time.", x = "It has {.val {names(session)}}."),
          "nothing_to_draw", call = call)
  }
  bars <- do.call(rbind, lapply(seq_len(nrow(table)), function(i) member_bars(session, table[i, ], epochs)))
  bars$row <- factor(bars$row, rev(unique(bars$row)))
  kinds <- stats::setNames(anemone_palette(3), c("signal", "intervals", "spikes"))[c("signal", "spikes", "intervals")]
  ggplot2::ggplot(bars, ggplot2::aes(xmin = .data$time, xmax = .data$end, ymin = as.numeric(.data$row) - 0.35,
                                     ymax = as.numeric(.data$row) + 0.35, fill = .data$kind)) +
    ggplot2::geom_rect(colour = "white", linewidth = 0.2) +
    ggplot2::scale_fill_manual(NULL, values = kinds, limits = intersect(names(kinds), bars$kind)) +
    ggplot2::scale_y_continuous(breaks = seq_len(nlevels(bars$row)), labels = levels(bars$row),
                                expand = ggplot2::expansion(add = 0.2)) +
    ggplot2::labs(x = "Time (s)", y = NULL) + theme_anemone() +
    ggplot2::theme(axis.line.y = ggplot2::element_blank(), axis.ticks.y = ggplot2::element_blank())
}

is_temporal <- function(type) grepl("^(Lazy)?Tsd|^Ts$|^TsGroup$|^IntervalSet$", type)

#' The bars of one member; of a series that was not read, one from its first to its last sample.
#' @noRd
member_bars <- function(session, member, epochs) {
  label <- paste0(member$name, "\n", member$type, ", ", member$shape)
  if (member$type == "IntervalSet") {
    tags <- interval_rows(session[[member$name]])
    rows <- ifelse(nzchar(tags), paste0(member$name, ": ", tags), label)
    panel <- bars_panel(session[[member$name]], "", rows, epochs)
    return(data.frame(panel$data[c("time", "end")], row = panel$rows[panel$data$row], kind = "intervals"))
  }
  value <- if (member$read || is.na(member$start)) session[[member$name]]
  unread <- is.null(value) || inherits(value, "anemone_lazy")
  spans <- if (unread) member[c("start", "end")] else support(value)
  bars <- clipped_bars(data.frame(time = .subset2(spans, "start"), end = .subset2(spans, "end"), row = 1), epochs)
  data.frame(bars[c("time", "end")], row = rep(label, nrow(bars)),
             kind = rep(if (member$type %in% c("Ts", "TsGroup")) "spikes" else "signal", nrow(bars)))
}
