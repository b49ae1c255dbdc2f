import TestSupport
import Testing
import Transcript
import TranscriptText

@testable import TranscriptExport

@Suite struct SubtitlesTests {
    private let rules = SubtitleRules()

    /// Turns as people really take them: sentences with pauses, interruptions, answers of one word.
    private func conversation(seed: UInt64) -> MeetingTranscript {
        var generator = SeededGenerator(seed: seed)
        let vocabulary = [
            "a", "the", "budget,", "meeting", "responsibilities", "yes.", "no?", "however,", "we",
            "internationalisation",
            "should", "talk", "about", "it", "tomorrow.", "and", "so", "on", "quarterly", "I",
        ]
        var time = 0.0
        var silentSince = [-1: 0.0]
        let turns = (0..<30).map { _ -> Turn in
            let speaker = Int.random(in: -1...1, using: &generator)
            time = max(silentSince[speaker, default: 0], time + Double.random(in: -1...3, using: &generator))
            let words = (0..<Int.random(in: 1...60, using: &generator)).map { _ -> Word in
                time += Int.random(in: 0..<12, using: &generator) == 0 ? Double.random(in: 0...4, using: &generator) : 0
                let start = time
                time += Double.random(in: 0.05...0.5, using: &generator)
                return Word(
                    text: vocabulary.randomElement(using: &generator) ?? "", range: TimeRange(start: start, end: time),
                    confidence: 1)
            }
            silentSince[speaker] = time
            return Turn(
                speaker: speaker < 0 ? nil : speaker,
                range: TimeRange(start: words.first?.range.start ?? 0, end: words.last?.range.end ?? 0), words: words)
        }
        return TranscriptFixtures.meeting(turns: turns)
    }

    @Test(arguments: 0..<50 as Range<UInt64>, [true, false])
    func cuesKeepTheRules(seed: UInt64, namesAreShown: Bool) {
        let transcript = conversation(seed: seed)
        let cues = Subtitles(transcript, rules: rules, namesAreShown: namesAreShown).cues
        var reached = 0
        for cue in cues {
            #expect((1...2).contains(cue.lines.count))
            #expect(cue.lines.allSatisfy { !$0.isEmpty && $0.count <= 42 }, "\(cue.lines)")
            #expect(cue.startMilliseconds >= reached)
            #expect((1000...7000).contains(cue.endMilliseconds - cue.startMilliseconds))
            reached = cue.endMilliseconds
            let name = transcript.displayName(of: cue.speaker) + ": "
            #expect(cue.lines[0].hasPrefix(name) == (namesAreShown && cue.speaker != nil))
        }
        // Every word of every speaker is there once, in the order of its speaker.
        for speaker in [0, 1, nil] as [Int?] {
            let spoken = transcript.turns.filter { $0.speaker == speaker }.flatMap(\.words).map(\.text)
            let name = namesAreShown && speaker != nil ? transcript.displayName(of: speaker) + ": " : ""
            let shown = cues.filter { $0.speaker == speaker }.map {
                $0.lines.joined(separator: " ").dropFirst(name.count)
            }
            let isComplete = shown.joined(separator: " ") == spoken.joined(separator: " ")
            #expect(isComplete, "speaker \(name)")
        }
    }

    @Test(arguments: 0..<40 as Range<UInt64>) func hostileTranscriptsKeepTheRules(seed: UInt64) {
        let transcript = TranscriptFixtures.random(seed: seed)
        for namesAreShown in [true, false] {
            var reached = 0
            for cue in Subtitles(transcript, rules: rules, namesAreShown: namesAreShown).cues {
                #expect(cue.lines.allSatisfy { !$0.isEmpty && $0.count <= 42 } && cue.lines.count <= 2)
                #expect(cue.startMilliseconds >= reached)
                #expect((1000...7000).contains(cue.endMilliseconds - cue.startMilliseconds))
                reached = cue.endMilliseconds
            }
        }
    }

    @Test func slowSpeechLeavesTimeToRead() {
        let transcript = TranscriptFixtures.meeting(turns: [
            TranscriptFixtures.turn(
                0, start: 0, wordSeconds: 0.4,
                (0..<60).map { "word\($0)" + ($0 % 9 == 8 ? "." : "") }.joined(separator: " "))
        ])
        for cue in Subtitles(transcript, rules: rules, namesAreShown: true).cues {
            let seconds = Double(cue.endMilliseconds - cue.startMilliseconds) / 1000
            #expect(Double(cue.characterCount) / seconds <= 21)
        }
    }

    @Test func cuesEndWithSentences() {
        let transcript = TranscriptFixtures.meeting(turns: [
            TranscriptFixtures.turn(
                0, start: 0, wordSeconds: 0.35,
                "This is the first sentence of them all. Here is the second one, longer than the first. And a third.")
        ])
        #expect(
            Subtitles(transcript, rules: rules, namesAreShown: false).cues.map(\.lines) == [
                ["This is the first sentence of them all."],
                ["Here is the second one,", "longer than the first. And a third."],
            ])
    }

    @Test func longWordsAreCut() {
        let word = String(repeating: "x", count: 100)
        let cues = Subtitles(
            TranscriptFixtures.meeting(turns: [TranscriptFixtures.turn(0, start: 0, wordSeconds: 9, word)]),
            rules: rules, namesAreShown: true
        ).cues
        #expect(cues.flatMap(\.lines).map(\.count) == [42, 42, 24])
        #expect(cues.map { [$0.startMilliseconds, $0.endMilliseconds] } == [[0, 3420], [3420, 9000]])
    }

    @Test func longNamesAreShortened() {
        var transcript = TranscriptFixtures.meeting(turns: [
            TranscriptFixtures.turn(0, start: 0, wordSeconds: 1, "Hello there")
        ])
        transcript.speakers[0].label = "Bartholomew the Younger of Winchester"
        let cues = Subtitles(transcript, rules: rules, namesAreShown: true).cues
        #expect(cues.map(\.lines) == [["Bartholomew the Yo…: Hello there"]])
    }

    @Test func aCueWaitsUntilTheOneBeforeItCanBeRead() {
        let transcript = TranscriptFixtures.meeting(turns: [
            TranscriptFixtures.turn(0, start: 0, wordSeconds: 0.2, "No."),
            TranscriptFixtures.turn(1, start: 0.3, wordSeconds: 0.2, "Yes."),
            TranscriptFixtures.turn(0, start: 5, wordSeconds: 0.2, "Fine."),
        ])
        let cues = Subtitles(transcript, rules: rules, namesAreShown: true).cues
        #expect(cues.map { [$0.startMilliseconds, $0.endMilliseconds] } == [[0, 1000], [1000, 2000], [5000, 6000]])
    }

    @Test func otherRulesAreKept() {
        let narrow = SubtitleRules(maximumLineCharacters: 20, maximumLines: 1, maximumMilliseconds: 3000)
        for cue in Subtitles(conversation(seed: 3), rules: narrow, namesAreShown: false).cues {
            #expect(cue.lines.count == 1 && cue.lines[0].count <= 20)
            #expect((1000...3000).contains(cue.endMilliseconds - cue.startMilliseconds))
        }
    }
}
