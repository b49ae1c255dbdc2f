/// What was mended, guessed or left out while a file was read: told to the user, since nothing may change in silence.
final class ImportNotes {
    /// What a note is about.
    enum Kind: Int, CaseIterable {
        case encoding
        case brokenBytes
        case backwardSpan
        case unstatedTime
        case repeatedCaption
        case unnamedCue
        case strayLine
        case otherReading
        case unmatchedWord
        case restartedTime
        case repeatedCue
        case missingText
    }

    private var counts: [Kind: (count: Int, firstPlace: String)] = [:]

    /// Notes that something happened.
    /// - Parameter place: Where, for example `line 6` or `.words[3]`.
    func add(_ kind: Kind, at place: @autoclosure () -> String, count: Int = 1) {
        if let known = counts[kind] {
            counts[kind] = (known.count + count, known.firstPlace)
        } else {
            counts[kind] = (count, place())
        }
    }

    /// One sentence a kind, with how often and where first.
    var sentences: [String] {
        Kind.allCases.compactMap { kind in counts[kind].map { Self.sentence(kind, $0.count, $0.firstPlace) } }
    }

    private static func sentence(_ kind: Kind, _ count: Int, _ place: String) -> String {
        let isOne = count == 1
        let first = isOne ? "(\(place))" : "(the first: \(place))"
        return switch kind {
        case .encoding: "is not UTF-8; read as Windows-1252"
        case .brokenBytes:
            "\(count) \(isOne ? "byte is" : "bytes are") no UTF-8; U+FFFD stands in \(isOne ? "its" : "their") place"
        case .backwardSpan:
            "\(count) \(isOne ? "span ends before it starts" : "spans end before they start") \(first); "
                + "\(isOne ? "it keeps its start and ends" : "they keep their starts and end") by the next one's start"
        case .unstatedTime:
            "\(count) \(isOne ? "text has" : "texts have") no times of \(isOne ? "its" : "their") own \(first); "
                + "what their neighbours leave is shared out by letters"
        case .repeatedCaption:
            "rolling captions: \(count) \(isOne ? "cue repeats" : "cues repeat") what was shown before \(first); "
                + "it is taken once"
        case .unnamedCue:
            "\(count) \(isOne ? "cue names" : "cues name") no speaker \(first); whoever was named last goes on there"
        case .strayLine: "\(count) \(isOne ? "line belongs" : "lines belong") to no cue \(first); left out"
        case .otherReading:
            "\(count) \(isOne ? "word has" : "words have") other readings \(first); the first one is taken"
        case .unmatchedWord:
            "\(count) \(isOne ? "word of a text is" : "words of texts are") not among the words with times \(first); "
                + "the text counts, and what the others leave of its time is shared out by letters"
        case .restartedTime:
            "times begin again \(isOne ? "once" : "\(count) times") \(first); they go on from the last end there"
        case .repeatedCue:
            "\(count) \(isOne ? "cue has" : "cues have") the times and the text of another one \(first); "
                + "\(isOne ? "it is" : "they are") taken once"
        case .missingText:
            "\(count) \(isOne ? "segment has" : "segments have") no text \(first); left out"
        }
    }
}
