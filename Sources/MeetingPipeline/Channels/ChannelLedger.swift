internal import Transcript

/// Merges what became of the seconds of each channel into one list.
enum ChannelLedger {
    /// Spans in order, without overlap: transcribed where any channel is, else dropped where any channel's speech was
    /// dropped, with the channels in the reason.
    /// - Parameter tracks: ledgerParts in order of time, with the channel, from 1.
    static func ledgerParts(_ tracks: [(channel: Int, ledgerParts: [LedgerAssembly.Part])]) -> [LedgerAssembly.Part] {
        let borders = Set(tracks.flatMap { $0.ledgerParts.flatMap { [$0.range.start, $0.range.end] } }).sorted()
        var next = tracks.map { _ in 0 }
        return zip(borders, borders.dropFirst()).compactMap { start, end in
            var reasons: [String] = []
            var isTranscribed = false
            for (index, track) in tracks.enumerated() {
                while next[index] < track.ledgerParts.count, track.ledgerParts[next[index]].range.end <= start {
                    next[index] += 1
                }
                guard next[index] < track.ledgerParts.count, track.ledgerParts[next[index]].range.start <= start else {
                    continue
                }
                let ledgerPart = track.ledgerParts[next[index]]
                if ledgerPart.kind == .transcribed { isTranscribed = true }
                if let reason = ledgerPart.reason { reasons.append("channel \(track.channel): \(reason)") }
            }
            let range = TimeRange(start: start, end: end)
            if isTranscribed { return LedgerAssembly.Part(range: range, kind: .transcribed) }
            guard !reasons.isEmpty else { return nil }
            return LedgerAssembly.Part(range: range, kind: .dropped, reason: reasons.joined(separator: "; "))
        }
    }
}
