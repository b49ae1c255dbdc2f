import Transcript
import TranscriptText

/// A transcript as subtitles: cues in order of time that never overlap and never hold two speakers.
struct Subtitles {
    let cues: [SubtitleCue]

    /// - Parameter namesAreShown: Whether each cue of a known speaker begins with `name: `, which then counts as text
    ///   on the line.
    init(_ transcript: MeetingTranscript, rules: SubtitleRules, namesAreShown: Bool) {
        var cues: [SubtitleCue] = []
        for (index, turn) in transcript.turns.enumerated() {
            let name = namesAreShown ? turn.speaker.map { transcript.displayName(of: $0) } : nil
            let prefix = name.map { Self.prefix($0, rules: rules) } ?? ""
            let layout = SubtitleLines(
                width: rules.maximumLineCharacters, maximumLines: rules.maximumLines, prefix: prefix)
            let tokens = SubtitleToken.tokens(of: turn.words, width: rules.maximumLineCharacters - prefix.count)
            let next = index + 1 < transcript.turns.count ? transcript.turns[index + 1].range.start : .infinity
            let ranges = SubtitleSegmentation(rules: rules, layout: layout).cut(
                tokens, nextMilliseconds: next.isFinite ? ClockTime.milliseconds(next) : .max / 2)
            for range in ranges {
                let slice = tokens[range]
                cues.append(
                    SubtitleCue(
                        speaker: turn.speaker, lines: layout.lines(slice),
                        characterCount: slice.reduce(slice.count - 1) { $0 + $1.characterCount },
                        startMilliseconds: tokens[range.lowerBound].startMilliseconds,
                        endMilliseconds: tokens[range.upperBound - 1].endMilliseconds))
            }
        }
        self.cues = Self.timed(cues, rules: rules)
    }

    /// `name: `, shortened where it would leave too little of the line.
    private static func prefix(_ name: String, rules: SubtitleRules) -> String {
        let longest = rules.maximumLineCharacters / 2 - 2
        return (name.count <= longest ? name : name.prefix(longest - 1) + "…") + ": "
    }

    /// Gives every cue the time it needs to be read, as far as the cue after it allows.
    private static func timed(_ spoken: [SubtitleCue], rules: SubtitleRules) -> [SubtitleCue] {
        // The offset keeps cues that start together in the order of the turns.
        let ordered = spoken.enumerated().sorted { left, right in
            (left.element.startMilliseconds, left.offset) < (right.element.startMilliseconds, right.offset)
        }.map(\.element)
        var result: [SubtitleCue] = []
        for var cue in ordered {
            let spokenStart = cue.startMilliseconds
            if var previous = result.popLast() {
                let isRead =
                    previous.startMilliseconds + rules.readingMilliseconds(characters: previous.characterCount)
                let wished = max(spokenStart, min(isRead, spokenStart + rules.patienceMilliseconds))
                let shortest = previous.startMilliseconds + rules.minimumMilliseconds
                previous.endMilliseconds = max(shortest, min(previous.endMilliseconds, wished))
                cue.startMilliseconds = max(spokenStart, previous.endMilliseconds)
                result.append(previous)
            }
            let isRead = cue.startMilliseconds + rules.readingMilliseconds(characters: cue.characterCount)
            cue.endMilliseconds = min(
                max(cue.endMilliseconds, isRead), cue.startMilliseconds + rules.maximumMilliseconds)
            result.append(cue)
        }
        return result
    }
}
