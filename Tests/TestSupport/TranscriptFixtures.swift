public import Transcript

/// Transcripts for tests of the archive, the exporters and the command line.
public enum TranscriptFixtures {
    /// Texts that have broken other programs.
    public static let hostileTexts = [
        "it's", "\"quoted\"", "'; DROP TABLE turns; --", "two\nlines", "tab\there", "carriage\r\nreturn",
        "emoji 👩‍👩‍👧‍👦🎉", "nul\u{0}inside", "\u{0}", "\u{1B}[31mred\u{1B}[0m", "</v><b>&amp;",
        "00:00:01,000 --> 00:00:02,000",
        "e\u{301}", "\u{FEFF}", "العربية", "日本語", "*_`[x](y)`_*", "%s%n", "\u{2028}", "\\", "", " ", ";;", "NEAR(",
    ]

    /// A short meeting with two speakers, an overlap, an unknown voice and a dropped second.
    public static let meeting = MeetingTranscript(
        recording: Recording(
            contentHash: hash(1), path: "/meetings/2024 budget.flac", durationSeconds: 20.5, sampleRate: 44_100,
            channelCount: 2, format: "FLAC, 16 bit"),
        run: RunInfo(
            programVersion: "0.1.0", settings: ["speakers": "auto", "language": "en"],
            models: ["moonshine-tiny-en": hash(10)], startedAt: "2024-05-06T07:08:09Z",
            timings: [StageTiming(stage: "decode", seconds: 0.25), StageTiming(stage: "recognize", seconds: 1.5)]),
        speakers: [
            Speaker(label: "S1", embedding: [0.5, -1.25, 3]), Speaker(label: "S2", embedding: [1e-10, 2.5, -0.1]),
        ],
        speech: [
            SpeechSpan(speaker: 0, range: TimeRange(start: 0.5, end: 4.25)),
            SpeechSpan(speaker: 1, range: TimeRange(start: 4, end: 7.5)),
        ],
        exclusiveSpeech: [
            SpeechSpan(speaker: 0, range: TimeRange(start: 0.5, end: 4)),
            SpeechSpan(speaker: 1, range: TimeRange(start: 4, end: 7.5)),
        ],
        turns: [
            turn(0, start: 0.5, wordSeconds: 0.5, "Good morning. Let's discuss the café's budget."),
            turn(1, start: 4, wordSeconds: 0.5, "The state-of-the-art one? I don't know.", overlapped: 1),
            turn(nil, start: 12.345, wordSeconds: 0.25, "Yes."),
        ],
        ledger: SecondsLedger(entries: [
            LedgerEntry(range: TimeRange(start: 0, end: 0.5), kind: .nonSpeech),
            LedgerEntry(range: TimeRange(start: 0.5, end: 7.5), kind: .transcribed),
            LedgerEntry(range: TimeRange(start: 7.5, end: 12.345), kind: .nonSpeech),
            LedgerEntry(range: TimeRange(start: 12.345, end: 12.595), kind: .transcribed),
            LedgerEntry(range: TimeRange(start: 12.595, end: 13.5), kind: .dropped, reason: "repetition loop"),
            LedgerEntry(range: TimeRange(start: 13.5, end: 20.5), kind: .nonSpeech),
        ]))

    /// A recording in which nobody says anything.
    public static let silence = MeetingTranscript(
        recording: Recording(
            contentHash: hash(2), path: "/meetings/silence.wav", durationSeconds: 3, sampleRate: 16_000,
            channelCount: 1, format: "WAV, 16 bit"),
        run: RunInfo(
            programVersion: "0.1.0", settings: [:], models: [:], startedAt: "2024-05-06T08:00:00Z", timings: []),
        speakers: [], speech: [], exclusiveSpeech: [], turns: [],
        ledger: SecondsLedger(entries: [LedgerEntry(range: TimeRange(start: 0, end: 3), kind: .nonSpeech)]))

    /// A turn of words at equal steps, one after another; `overlapped` words at its beginning overlap.
    public static func turn(
        _ speaker: Int?, start: Double, wordSeconds: Double, _ text: String, overlapped: Int = 0
    ) -> Turn {
        let texts = text.split(separator: " ")
        let words = texts.enumerated().map { index, text in
            Word(
                text: String(text),
                range: TimeRange(
                    start: start + Double(index) * wordSeconds, end: start + Double(index + 1) * wordSeconds),
                confidence: 0.875, speaker: speaker, speakerMargin: speaker == nil ? 0 : 0.75,
                isOverlapped: index < overlapped)
        }
        return Turn(
            speaker: speaker, range: TimeRange(start: start, end: start + Double(texts.count) * wordSeconds),
            words: words)
    }

    /// The transcript with other turns, whose speakers are those it has.
    public static func meeting(turns: [Turn]) -> MeetingTranscript {
        var transcript = meeting
        transcript.turns = turns
        return transcript
    }

    /// A content hash: 64 hexadecimal digits made from a number.
    public static func hash(_ number: UInt64) -> String {
        var generator = SeededGenerator(seed: number)
        let digits = Array("0123456789abcdef")
        return String((0..<64).map { _ in digits[Int(generator.next() % 16)] })
    }

    /// A transcript of random shape and content that keeps the rules of the types, hostile texts included.
    public static func random(seed: UInt64) -> MeetingTranscript {
        var generator = SeededGenerator(seed: seed)
        let speakerCount = Int.random(in: 0...5, using: &generator)
        func speaker() -> Int? {
            speakerCount == 0 || Int.random(in: 0..<8, using: &generator) == 0
                ? nil : Int.random(in: 0..<speakerCount, using: &generator)
        }
        func range() -> TimeRange {
            let start = Double.random(in: 0...36_000, using: &generator)
            return TimeRange(start: start, end: start + Double.random(in: 0...9, using: &generator))
        }
        func speech() -> [SpeechSpan] {
            (0..<Int.random(in: 0...9, using: &generator)).compactMap { _ in
                speaker().map { SpeechSpan(speaker: $0, range: range()) }
            }
        }
        func text() -> String { hostileTexts.randomElement(using: &generator) ?? "" }
        func visibleText() -> String { text().replacing("\u{0}", with: "0") }
        let turns = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
            let words = (0..<Int.random(in: 1...20, using: &generator)).map { _ in
                Word(
                    text: text(), range: range(), confidence: Double.random(in: 0...1, using: &generator),
                    speaker: speaker(), speakerMargin: Double.random(in: 0...1, using: &generator),
                    isOverlapped: Bool.random(using: &generator))
            }
            return Turn(speaker: speaker(), range: range(), words: words)
        }
        let entries = (0..<Int.random(in: 0...9, using: &generator)).map { _ in
            let kind = LedgerKind.allCases.randomElement(using: &generator) ?? .transcribed
            return LedgerEntry(range: range(), kind: kind, reason: kind == .dropped ? visibleText() : nil)
        }
        var transcript = MeetingTranscript(
            recording: Recording(
                contentHash: hash(seed), path: "/" + visibleText() + String(seed),
                durationSeconds: Double.random(in: 0...36_000, using: &generator),
                sampleRate: Int.random(in: 1...384_000, using: &generator),
                channelCount: Int.random(in: 1...64, using: &generator), format: visibleText()),
            run: RunInfo(
                programVersion: visibleText(), settings: ["a/b": text(), visibleText(): text()], models: ["m": text()],
                startedAt: visibleText(),
                timings: [StageTiming(stage: visibleText(), seconds: Double.random(in: 0...100, using: &generator))]),
            speakers: (0..<speakerCount).map { index in
                Speaker(
                    label: "S\(index + 1)" + visibleText(),
                    embedding: (0..<Int.random(in: 0...256, using: &generator)).map { _ in
                        Float.random(in: -9...9, using: &generator)
                    })
            },
            speech: speech(), exclusiveSpeech: speech(), turns: turns, ledger: SecondsLedger(entries: entries))
        func channel() -> Int? { Bool.random(using: &generator) ? nil : Int.random(in: 1...3, using: &generator) }
        for index in transcript.turns.indices { transcript.turns[index].channel = channel() }
        transcript.alternatives = (0..<Int.random(in: 0...4, using: &generator)).map { rank in
            let confidence = Double.random(in: 0...1, using: &generator)
            return Alternative(
                range: range(), channel: channel(), rank: rank + 2, text: text(),
                confidence: confidence < 0.3 ? nil : confidence)
        }
        transcript.run.system = "system " + visibleText()
        return transcript
    }
}
