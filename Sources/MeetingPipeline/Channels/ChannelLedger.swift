internal import Transcript

/// Merges what became of the seconds of each channel into one list.
enum ChannelLedger {
    /// Spans in order, without overlap: transcribed where any channel is, else dropped where any channel's speech was
    /// dropped, with the channels in the reason.
    /// - Parameter tracks: fates in order of time, with the channel, from 1.
    static func fates(_ tracks: [(channel: Int, fates: [LedgerAssembly.Fate])]) -> [LedgerAssembly.Fate] {
        let borders = Set(tracks.flatMap { $0.fates.flatMap { [$0.range.start, $0.range.end] } }).sorted()
        var next = tracks.map { _ in 0 }
        return zip(borders, borders.dropFirst()).compactMap { start, end in
            var reasons: [String] = []
            var isTranscribed = false
            for (index, track) in tracks.enumerated() {
                while next[index] < track.fates.count, track.fates[next[index]].range.end <= start { next[index] += 1 }
                guard next[index] < track.fates.count, track.fates[next[index]].range.start <= start else { continue }
                let fate = track.fates[next[index]]
                if fate.kind == .transcribed { isTranscribed = true }
                if let reason = fate.reason { reasons.append("channel \(track.channel): \(reason)") }
            }
            let range = TimeRange(start: start, end: end)
            if isTranscribed { return LedgerAssembly.Fate(range: range, kind: .transcribed) }
            guard !reasons.isEmpty else { return nil }
            return LedgerAssembly.Fate(range: range, kind: .dropped, reason: reasons.joined(separator: "; "))
        }
    }
}
