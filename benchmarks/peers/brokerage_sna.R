# R sna's brokerage on a table of arcs: Rscript brokerage_sna.R ARCS.csv LABELS.csv; prints seconds and role totals.
suppressMessages(library(sna))
arcs <- as.matrix(read.csv(commandArgs(TRUE)[1])) + 1
label <- read.csv(commandArgs(TRUE)[2])$label
net <- cbind(arcs, 1)
attr(net, "n") <- length(label)
began <- proc.time()[["elapsed"]]
raw <- brokerage(net, label)$raw.nli
cat(proc.time()[["elapsed"]] - began, colSums(raw), as.character(packageVersion("sna")), sep = "\n")
