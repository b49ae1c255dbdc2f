extension TimeRange {
    /// The span in parts, one after another, as long as weights say; texts are shared out by their letters.
    /// - Parameter weights: 0 or more each. Where all are 0, every part is the first instant.
    /// - Returns: One part a weight. The last one that weighs anything ends exactly where the span does, whatever
    ///   rounding does.
    package func shares(_ weights: [Int]) -> [TimeRange] {
        let total = max(1, weights.reduce(0, +))
        var passed = 0
        return weights.map { weight in
            let start = min(self.start + duration * Double(passed) / Double(total), self.end)
            passed += weight
            let end = passed == total ? self.end : self.start + duration * Double(passed) / Double(total)
            return TimeRange(start: start, end: max(start, end))
        }
    }
}
