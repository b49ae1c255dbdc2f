import Transcript

/// NIST's Segment Time Mark: recording, channel, speaker, start, end, perhaps a label `<o,f0,male>`, words.
///
/// The speaker `inter_segment_gap` says nothing. The speaker `excluded_region` and the text
/// `IGNORE_TIME_SEGMENT_IN_SCORING` mark spans that are not scored. Words in parentheses, which NIST's scorer may
/// leave out, are words like others; alternatives `{ a / b }` are an error.
enum STMReader {
    static func read(_ content: TextLines) throws(ScoringError) -> [ScoredTranscript] {
        var result = RecordingCollection<ScoredTranscript> { ScoredTranscript(recording: $0, segments: []) }
        for line in content.lines {
            try line.require(5...Int.max, "at least 5 (recording, channel, speaker, start, end, words)")
            let range = try line.range(3, 4)
            var words = line.columns.dropFirst(5)
            if let label = words.first, label.hasPrefix("<"), label.hasSuffix(">") { words = words.dropFirst() }
            guard !words.contains("{") else { throw .alternatives(file: line.file, line: line.number) }
            let speaker = String(line.columns[2])
            let isIgnored = words.count == 1 && words.first?.uppercased() == "IGNORE_TIME_SEGMENT_IN_SCORING"
            result.update(line.columns[0]) { transcript in
                if isIgnored || speaker.lowercased() == "excluded_region" {
                    transcript.ignored.append(range)
                } else if speaker.lowercased() != "inter_segment_gap" {
                    transcript.segments.append(
                        ScoredSegment(speaker: speaker, range: range, words: words.map(String.init)))
                }
            }
        }
        return result.values
    }
}
