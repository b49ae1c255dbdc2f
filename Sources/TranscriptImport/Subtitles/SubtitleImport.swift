import Transcript

/// Makes turns of the cues of SubRip and WebVTT.
enum SubtitleImport {
    /// A cue as the file has it.
    struct Block {
        /// The line with its times.
        let times: ImportText.Line
        let start: Double
        let end: Double
        /// What stands below the times; empty lines do not matter.
        var content: [ImportText.Line] = []
    }

    /// The last line with content above the times of a cue, which may be its number or its name.
    struct Heading {
        let line: ImportText.Line
        /// Whether content stands in the line above it.
        let isBelowContent: Bool
        /// Whether the times stand in the line below it.
        let isAboveTimes: Bool

        /// The line as a whole number.
        var number: Int? {
            let columns = line.columns
            return columns.count == 1 ? Int(columns[0]) : nil
        }
    }

    /// Blocks of all lines that hold times, with what follows each of them.
    /// - Parameter isName: Whether the heading is no content of the cue before.
    /// - Returns: The blocks, and what stands before the first one.
    static func blocks(
        _ lines: some Sequence<ImportText.Line>, isName: (Heading) -> Bool
    ) throws(ImportError) -> (blocks: [Block], before: [ImportText.Line]) {
        var blocks: [Block] = []
        var before: [ImportText.Line] = []
        var content: [ImportText.Line] = []
        func finish() {
            if blocks.isEmpty { before = content } else { blocks[blocks.count - 1].content = content }
            content = []
        }
        for line in lines {
            switch SubtitleClock.read(line.text) {
            case .none: content.append(line)
            case .broken:
                throw line.problem("\"\(line.text)\" has no times such as 00:00:01,000 --> 00:00:02,500")
            case .times(let start, let end):
                guard max(start, end) <= TimeRange.maxSeconds else {
                    throw line.problem("\"\(line.text)\" has a time after \(Int(TimeRange.maxSeconds)) s")
                }
                if let last = content.lastIndex(where: { !$0.isEmpty }) {
                    let heading = Heading(
                        line: content[last], isBelowContent: last > 0 && !content[last - 1].isEmpty,
                        isAboveTimes: last == content.count - 1)
                    if isName(heading) { content.removeSubrange(last...) }
                }
                finish()
                blocks.append(Block(times: line, start: start, end: end))
            }
        }
        finish()
        return (blocks, before)
    }

    /// What one speaker says in cues that follow one another is a turn.
    static func transcript(_ blocks: [Block], _ notes: ImportNotes) -> ImportedTranscript {
        let cues = RollingCaptions.withoutRepetitions(cues(blocks, notes), notes)
        let prefixes = SpeakerPrefixes(cues)
        var speaker: String?
        var pieces: [ImportedTurn] = []
        for cue in cues {
            if !prefixes.isEmpty, cue.lines.allSatisfy({ $0.voice == nil && prefixes.opening($0.text).name == nil }) {
                notes.add(.unnamedCue, at: "line \(cue.line)")
            }
            pieces += turns(cue, prefixes, speaker: &speaker)
        }
        return ImportedTranscript(turns: partedWithoutSpaces(pieces).joined())
    }

    /// Pieces of unknown speakers in which scripts without spaces are written are not joined, since these scripts
    /// mark the ends of sentences in subtitles by nothing but the ends of cues.
    private static func partedWithoutSpaces(_ pieces: [ImportedTurn]) -> [ImportedTurn] {
        var pieces = pieces
        for index in pieces.indices.dropFirst() where pieces[index].speaker == nil {
            let last = pieces[index - 1].words.last?.text.unicodeScalars.last { $0.properties.isAlphabetic }
            if last?.isUnspaced == true { pieces[index].isNewVoice = true }
        }
        return pieces
    }

    private static func cues(_ blocks: [Block], _ notes: ImportNotes) -> [Cue] {
        let lines = blocks.map { block in
            var voice: String?
            return block.content.flatMap { CueLine.lines($0.text, voice: &voice) }.filter {
                $0.text.contains { !$0.isWhitespace }
            }
        }
        let ranges = SpanFilling.ranges(
            zip(blocks, lines).map { block, lines in
                StatedSpan(
                    start: block.start, end: block.end, text: lines.map(\.text).joined(separator: " ")[...],
                    place: "line \(block.times.number)")
            }, notes)
        let cues = zip(zip(blocks, lines), ranges).map { Cue(line: $0.0.times.number, range: $1, lines: $0.1) }
        return withoutCopies(cues.filter { !$0.lines.isEmpty }, notes).inOrder { $0.range.start }
    }

    /// The cues without those that another one has said before, at the same time in the same words: files that were
    /// joined overlap.
    private static func withoutCopies(_ cues: [Cue], _ notes: ImportNotes) -> [Cue] {
        struct Content: Hashable {
            let range: TimeRange
            let texts: [Substring]
            let voices: [String?]
        }
        var known: Set<Content> = []
        return cues.filter { cue in
            let content = Content(
                range: cue.range, texts: cue.lines.map(\.text), voices: cue.lines.map(\.voice))
            guard !known.insert(content).inserted else { return true }
            notes.add(.repeatedCue, at: "line \(cue.line)")
            return false
        }
    }

    /// What each voice of a cue says.
    /// - Parameter speaker: Who spoke last; becomes who speaks at the end of the cue.
    private static func turns(_ cue: Cue, _ prefixes: SpeakerPrefixes, speaker: inout String?) -> [ImportedTurn] {
        var parts: [(speaker: String?, isNewVoice: Bool, words: [CueWord])] = []
        for line in cue.lines {
            var line = line
            var isNewVoice = false
            if line.voice != nil {
                speaker = nil
            } else {
                let opening = prefixes.opening(line.text)
                isNewVoice = opening.isNewVoice
                line.text = opening.rest
                if let name = opening.name {
                    speaker = SpeakerPrefixes.speaker(name)
                } else if isNewVoice {
                    speaker = nil
                }
            }
            let voice = line.voice ?? speaker
            if parts.isEmpty || isNewVoice || parts[parts.count - 1].speaker != voice {
                parts.append((voice, isNewVoice, []))
            }
            parts[parts.count - 1].words += CueWord.words(of: line)
        }
        var times = CueWord.times(parts.flatMap(\.words), within: cue.range)[...]
        return parts.compactMap { part in
            let own = times.prefix(part.words.count)
            times = times.dropFirst(own.count)
            guard !part.words.isEmpty else { return nil }
            var turn = ImportedTurn(
                speaker: part.speaker,
                words: zip(part.words, own).map {
                    ImportedWord(text: String($0.text), range: $1, speaker: part.speaker)
                })
            turn.isNewVoice = part.isNewVoice
            return turn
        }
    }
}
