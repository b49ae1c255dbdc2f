/// A line of a cue as it is shown, without its marks.
struct CueLine {
    /// A time within the line from which on it is spoken.
    struct Anchor {
        /// Where in the text; an index of the text or its end.
        let index: Substring.Index
        let seconds: Double
    }

    /// What is shown; of a longer text where a name was cut off.
    var text: Substring
    /// In the order of the text.
    var anchors: [Anchor]
    /// Who the line's marks say speaks; nil where they say nothing.
    var voice: String?

    /// Parts a line at voices, takes away tags and resolves references.
    /// - Parameter voice: Who speaks when the line begins; becomes who speaks when it ends.
    static func lines(_ source: Substring, voice: inout String?) -> [CueLine] {
        guard source.utf8.contains(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "{") }) else {
            return [CueLine(text: CharacterReferences.resolved(source)[...], anchors: [], voice: voice)]
        }
        var lines: [CueLine] = []
        var text = ""
        var times: [(offset: Int, seconds: Double)] = []
        func finish(_ voice: String?) {
            lines.append(CueLine(text, times, voice))
            text = ""
            times = []
        }
        var rest = source
        while let start = rest.firstIndex(where: { $0 == "<" || $0 == "{" }) {
            text += CharacterReferences.resolved(rest[..<start])
            rest = rest[start...]
            guard let tag = CueTag(rest) else {
                text.append(rest.removeFirst())
                continue
            }
            rest = tag.rest
            switch tag.meaning {
            case .style: break
            case .space: text += " "
            case .time(let seconds): times.append((text.utf8.count, seconds))
            case .voice(let name):
                finish(voice)
                voice = name
            }
        }
        text += CharacterReferences.resolved(rest)
        finish(voice)
        return lines.filter { $0.text.contains { !$0.isWhitespace } }
    }

    private init(_ text: String, _ times: [(offset: Int, seconds: Double)], _ voice: String?) {
        let text = text[...]
        self.init(
            text: text,
            anchors: times.map { time in
                Anchor(index: text.utf8.index(text.startIndex, offsetBy: time.offset), seconds: time.seconds)
            }, voice: voice)
    }

    init(text: Substring, anchors: [Anchor], voice: String?) {
        self.text = text
        self.anchors = anchors
        self.voice = voice
    }
}

/// A tag at the beginning of a text, such as `<i>`, `<v Ann>`, `<00:00:01.120>` or `{\an8}`.
struct CueTag {
    enum Meaning {
        /// How the text looks.
        case style
        /// Words are parted here.
        case space
        /// What follows is spoken from here on, in seconds.
        case time(Double)
        /// Who speaks from here on; nil at the end of a voice.
        case voice(String?)
    }

    let meaning: Meaning
    /// The text behind the tag.
    let rest: Substring

    /// Tags of WebVTT, and those of HTML that players of SubRip know. Others may be words, such as `<laughs>`.
    private static let styles: Set<Substring> = [
        "b", "i", "u", "s", "c", "font", "lang", "ruby", "rt", "rp", "span", "em", "strong", "big", "small", "strike",
        "sub", "sup", "center", "div", "html", "body",
    ]

    /// Nil where the text begins with no tag.
    init?(_ text: Substring) {
        let isBrace = text.first == "{"
        // No tag holds the beginning of another one, so that nothing is searched twice.
        let marks: [Character] = isBrace ? ["{", "}"] : ["<", ">"]
        guard let end = text.dropFirst().firstIndex(where: marks.contains), text[end] == marks[1] else { return nil }
        let body = text[..<end].dropFirst()
        rest = text[text.index(after: end)...]
        if isBrace {
            guard body.first == "\\" else { return nil }
            meaning = .style
            return
        }
        if let first = body.first, first.isNumber {
            guard let seconds = SubtitleClock.seconds(body) else { return nil }
            meaning = .time(seconds)
            return
        }
        let isClosing = body.first == "/"
        let bare = isClosing ? body.dropFirst() : body
        let name = bare.prefix { $0.isLetter }
        let after = bare[name.endIndex...]
        guard after.isEmpty || ". /".contains(after.first ?? "x") || after.first?.isWhitespace == true else {
            return nil
        }
        switch name.lowercased() {
        case "v":
            // Classes stand between the name of the tag and that of the speaker.
            let speaker = after.drop { !$0.isWhitespace }
            let label = CharacterReferences.resolved(speaker).split(whereSeparator: \.isWhitespace)
                .joined(separator: " ")
            meaning = .voice(isClosing || label.isEmpty ? nil : SpeakerPrefixes.speaker(label))
        case "br", "p": meaning = .space
        case let style where Self.styles.contains(style[...]): meaning = .style
        default: return nil
        }
    }
}
