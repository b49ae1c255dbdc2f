/// Cuts what one speaker says into cues.
///
/// It takes the cheapest of all ways to cut that keep the limits of lines and time: few cues, cut after sentences
/// rather than clauses rather than anywhere, or in pauses, with time enough to read each.
struct SubtitleSegmentation {
    let rules: SubtitleRules
    let layout: SubtitleLines

    /// - Parameters:
    ///   - tokens: Words of one turn.
    ///   - nextMilliseconds: When somebody speaks next after the turn.
    /// - Returns: Ranges of tokens, one a cue; together all tokens.
    func cut(_ tokens: [SubtitleToken], nextMilliseconds: Int) -> [Range<Int>] {
        guard !tokens.isEmpty else { return [] }
        var best = Array(repeating: Double.infinity, count: tokens.count + 1)
        var cameFrom = Array(repeating: 0, count: tokens.count + 1)
        best[0] = 0
        for begin in tokens.indices {
            var characters = -1
            var pauses = 0
            for end in (begin + 1)...(begin + layout.fittingCount(tokens[begin...])) {
                let last = tokens[end - 1]
                characters += last.characterCount + 1
                if end - 1 > begin { pauses += max(0, last.startMilliseconds - tokens[end - 2].endMilliseconds) }
                let spoken = last.endMilliseconds - tokens[begin].startMilliseconds
                guard spoken <= rules.maximumMilliseconds || end == begin + 1 else { break }
                let next = end < tokens.count ? tokens[end].startMilliseconds : nextMilliseconds
                let cost = best[begin] + cueCost(tokens, begin..<end, characters, pauses, next: next)
                if cost < best[end] {
                    best[end] = cost
                    cameFrom[end] = begin
                }
            }
        }
        var ranges: [Range<Int>] = []
        var end = tokens.count
        while end > 0 {
            ranges.append(cameFrom[end]..<end)
            end = cameFrom[end]
        }
        return ranges.reversed()
    }

    private func cueCost(
        _ tokens: [SubtitleToken], _ range: Range<Int>, _ characters: Int, _ pauses: Int, next: Int
    ) -> Double {
        let first = tokens[range.lowerBound]
        let last = tokens[range.upperBound - 1]
        let silence = next - last.endMilliseconds
        // After a pause a reader expects a cut, whatever the grammar.
        let breakCost = range.upperBound == tokens.count ? 0 : last.breakCost * (silence >= 500 ? 0.3 : 1)
        let needed = rules.readingMilliseconds(characters: characters)
        let available = max(0, min(next - first.startMilliseconds + rules.patienceMilliseconds, needed))
        let haste = Double(needed - available) / Double(needed)
        // Text that is seen long before it is said gives the story away.
        let silenceWithin = Double(max(0, pauses - 1000)) / 1000
        return 1 + breakCost + 6 * haste + 2 * silenceWithin
    }
}
