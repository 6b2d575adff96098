# Expected values by R: `Rscript r.R` in this folder reads cases.json and writes r_sna.json and r_igraph.json.
# Debian: r-base-core r-cran-sna r-cran-igraph r-cran-jsonlite. The tests read the two files; they do not need R.
suppressMessages({library(jsonlite); requireNamespace("sna"); requireNamespace("igraph")})
cases <- fromJSON("cases.json", simplifyVector = FALSE)
ROLES <- c(w_I = "coordinator", w_O = "itinerant", b_OI = "gatekeeper", b_IO = "representative", b_O = "liaison", t = "brokerage_total")

numbers <- function(x) lapply(as.vector(x), function(v) if (is.null(v) || is.na(v) || !is.finite(v)) NA else v)
save <- function(tool, package, values) {
  meta <- list(tool = tool, version = as.character(packageVersion(package)), language = R.version.string, made_by = "r.R", values = values)
  write(toJSON(meta, auto_unbox = TRUE, digits = 17, na = "null"), paste0(sub(" ", "_", tolower(tool)), ".json"))
}
ties <- function(case) {
  if (length(case$ties) == 0) matrix(numeric(0), ncol = 4) else matrix(unlist(case$ties), ncol = 4, byrow = TRUE)
}

sna_values <- function(case) {
  keep <- which(unlist(case$groups) != "")
  n <- case$n
  out <- list()
  if (n > 0) {
    t <- ties(case)
    a <- matrix(0, n, n)
    a[t[, 1:2, drop = FALSE] + 1] <- 1
    if (!case$directed) a <- pmax(a, t(a))
    if (length(keep) >= 2 && sum(a[keep, keep]) > 0) {
      b <- sna::brokerage(a[keep, keep, drop = FALSE], unlist(case$groups)[keep])
      parts <- list(raw.nli = "", exp.nli = "_expected", sd.nli = "_sd", z.nli = "_z")
      for (part in names(parts)) for (role in names(ROLES)) {
        full <- rep(NA_real_, n)
        full[keep] <- b[[part]][, role]
        out$nodes[[paste0(ROLES[[role]], parts[[part]])]] <- numbers(full)
      }
      whole <- list(raw.gli = "", exp.gli = "_expected", sd.gli = "_sd", z.gli = "_z")
      for (part in names(whole)) for (role in names(ROLES))
        out$graph[[paste0(ROLES[[role]], whole[[part]])]] <- numbers(b[[part]][[role]])[[1]]
    }
    if (n > 2) {
      mode <- if (case$directed) "digraph" else "graph"
      out$nodes$betweenness <- numbers(sna::betweenness(a, gmode = mode))
      for (sense in if (case$directed) c("out", "in", "total") else "all") {
        cmode <- switch(sense, out = "outdegree", "in" = "indegree", total = "freeman", all = "outdegree")
        out$nodes[[paste0("degree_", sense)]] <- numbers(sna::degree(a, gmode = "digraph", cmode = cmode))
      }
      out$nodes$core <- numbers(sna::kcores(pmax(a, t(a)), mode = "graph"))
    }
  }
  out
}

igraph_values <- function(case) {
  out <- list()
  n <- case$n
  if (n == 0) return(out)
  t <- ties(case)
  g <- igraph::make_graph(as.vector(t(t[, 1:2, drop = FALSE] + 1)), n = n, directed = case$directed)
  ways <- if (case$directed) c("out", "in") else "all"
  columns <- function(weights, lengths, alpha, suffix) {
    put <- function(name, x) out$nodes[[paste0(name, suffix)]] <<- numbers(x)
    if (!is.null(weights) || suffix == "") {
      put("constraint", igraph::constraint(g, weights = if (is.null(weights)) rep(1, nrow(t)) else weights))
      put("pagerank", igraph::page_rank(g, damping = 0.85, weights = if (is.null(weights)) NA else weights)$vector)
      if (nrow(t) > 0) {
        # The default solver stops with an error on small acyclic graphs.
        for (one in list(c("eigenvector", "eigen_centrality"), c("hub", "hub_score"), c("authority", "authority_score"))) {
          f <- getExportedValue("igraph", one[2])
          args <- list(g, scale = TRUE, weights = if (is.null(weights)) NA else weights)
          if (one[1] == "eigenvector") args$directed <- case$directed
          v <- tryCatch(suppressWarnings(do.call(f, args)$vector), error = function(e) NULL)
          if (!is.null(v)) put(one[1], v)
        }
      }
      put("katz", tryCatch(igraph::alpha_centrality(g, alpha = alpha, exo = 1, weights = if (is.null(weights)) NA else weights, sparse = FALSE), error = function(e) rep(NA, n)))
    }
    usable <- is.null(lengths) || all(lengths > 0)
    if (usable) {
      w <- if (is.null(lengths)) NA else lengths
      put("betweenness", igraph::betweenness(g, directed = case$directed, weights = w))
      for (way in ways) {
        put(paste0("closeness_reach_", way), igraph::closeness(g, mode = way, weights = w, normalized = TRUE))
        put(paste0("harmonic_sum_", way), igraph::harmonic_centrality(g, mode = way, weights = w))
      }
    }
  }
  columns(NULL, NULL, case$alpha[[1]], "")
  plain <- out
  columns(t[, 3], t[, 4], case$alpha[[2]], "_w")
  # The constraint of weighted data has no suffix: it takes the weights if there are any.
  out$weighted$constraint <- out$nodes$constraint_w
  out$nodes$constraint_w <- NULL
  for (way in c(ways, if (case$directed) "total")) {
    mode <- if (way == "total") "all" else way
    out$nodes[[paste0("degree_", way)]] <- numbers(igraph::degree(g, mode = mode))
    out$weighted[[paste0("strength_", way)]] <- numbers(igraph::strength(g, mode = mode, weights = t[, 3]))
  }
  out$nodes$core <- numbers(igraph::coreness(igraph::as.undirected(g), mode = "all"))
  groups <- unlist(case$groups)
  keep <- which(groups != "")
  if (length(keep) > 0) {
    s <- igraph::induced_subgraph(g, keep)
    if (igraph::ecount(s) > 0) {
      f <- as.integer(factor(groups[keep]))
      out$graph$assortativity <- numbers(igraph::assortativity_nominal(s, f, directed = case$directed))[[1]]
      out$graph$modularity <- numbers(igraph::modularity(s, f, directed = case$directed))[[1]]
    }
  }
  out
}

save("R sna", "sna", lapply(cases, sna_values))
save("R igraph", "igraph", lapply(cases, igraph_values))
