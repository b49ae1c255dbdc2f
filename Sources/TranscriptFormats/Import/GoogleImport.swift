import Transcript

/// The response of Google Speech-to-Text: `results` of v1 and v2, also within the operation that a long request gives,
/// or by file as a batch request has it. Times are texts such as `1.400s`; those that are 0 are left out.
enum GoogleImport {
    private struct Document: Decodable {
        let results: Results?
        let response: Response?
        let done: Bool?
    }

    private struct Response: Decodable {
        let results: Results?
    }

    /// A list, or lists by the name of the file.
    private enum Results: Decodable {
        case list([Result])
        case files([String: File])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            do {
                self = .list(try container.decode([Result].self))
            } catch DecodingError.typeMismatch(_, let context)
                where context.codingPath.count == decoder.codingPath.count
            {
                self = .files(try container.decode([String: File].self))
            }
        }
    }

    private struct File: Decodable {
        struct Inline: Decodable { let transcript: Transcript? }
        struct Transcript: Decodable { let results: [Result]? }

        let transcript: Transcript?
        let inlineResult: Inline?
    }

    private struct Result: Decodable {
        let alternatives: [Reading]?
        let channelTag: Int?
        let languageCode: String?
        let resultEndTime: GoogleDuration?
        let resultEndOffset: GoogleDuration?
    }

    private struct Reading: Decodable {
        let transcript: String?
        let confidence: Double?
        let words: [Word]?
    }

    private struct Word: Decodable {
        let word: String
        let startTime: GoogleDuration?
        let endTime: GoogleDuration?
        let startOffset: GoogleDuration?
        let endOffset: GoogleDuration?
        let confidence: Double?
        let speakerTag: Int?
        let speakerLabel: String?

        /// Numbers from 1; 0 stands for none.
        var speaker: String? { speakerLabel ?? speakerTag.flatMap { $0 > 0 ? String($0) : nil } }
    }

    static func read(_ text: ImportText) throws(ImportError) -> ImportedTranscript {
        let document = try ImportJSON.decode(Document.self, text)
        if document.done == false { throw .unfinished(file: text.file, status: "\"done\": false") }
        let (results, root) = try results(document, text)
        var turns: [ImportedTurn] = []
        var alternatives: [Alternative] = []
        var reached: [Int: Double] = [:]
        // With diarization v1 repeats, in its last result, every word of the audio with its speaker.
        let namesSpeakers = results.map { $0.alternatives?.first?.words?.contains { $0.speaker != nil } == true }
        let isRepeated = results.count > 1 && namesSpeakers.last == true && !namesSpeakers.dropLast().contains(true)
        for (index, result) in results.enumerated() {
            let place = "\(root)[\(index)]"
            let channel = result.channelTag.flatMap { $0 > 0 ? $0 : nil }
            let end = (result.resultEndTime ?? result.resultEndOffset)?.seconds
            let start = min(reached[channel ?? 0, default: 0], end ?? .infinity)
            let readings = result.alternatives ?? []
            var range = try ImportJSON.range(start, end ?? start, text, place)
            if let first = readings.first {
                let confidence = try confidence(first.confidence, text, place + ".alternatives[0]")
                let words = try words(first.words ?? [], channel, confidence, text, place + ".alternatives[0].words")
                if !words.isEmpty { range = ImportedTurn(speaker: nil, words: words).range }
                if isRepeated && index < results.count - 1 {
                    // Of this result only the other readings count.
                } else if words.isEmpty {
                    turns.append(
                        ImportedTurn(
                            text: first.transcript ?? "", range: range,
                            speaker: SpeakerNumber.label(speaker: nil, channel: channel), channel: channel,
                            confidence: confidence))
                } else {
                    turns += [ImportedTurn].joining(words, channel: channel)
                }
            }
            reached[channel ?? 0] = max(range.end, end ?? 0)
            for (rank, reading) in readings.enumerated().dropFirst() {
                alternatives.append(
                    Alternative(
                        range: range, channel: channel, rank: rank + 1, text: reading.transcript ?? "",
                        confidence: try confidence(reading.confidence, text, place + ".alternatives[\(rank)]")))
            }
        }
        return ImportedTranscript(
            turns: turns, alternatives: alternatives,
            details: ["language": results.compactMap(\.languageCode).first])
    }

    /// The results with their place in the document.
    private static func results(
        _ document: Document, _ text: ImportText
    ) throws(ImportError) -> (results: [Result], place: String) {
        let root = document.results == nil ? ".response.results" : ".results"
        switch document.results ?? document.response?.results {
        case .list(let results): return (results, root)
        case .files(let files):
            guard let only = files.first, files.count == 1 else {
                throw .severalRecordings(file: text.file, names: files.keys.sorted())
            }
            let transcript = only.value.transcript ?? only.value.inlineResult?.transcript
            return (transcript?.results ?? [], "\(root)[\"\(only.key)\"].transcript.results")
        case nil: throw .json(file: text.file, place: "", problem: "\"results\" is missing")
        }
    }

    private static func words(
        _ words: [Word], _ channel: Int?, _ confidence: Double?, _ text: ImportText, _ place: String
    ) throws(ImportError) -> [ImportedWord] {
        // Without offsets the words of a result say no more than its text.
        guard words.contains(where: { $0.endTime != nil || $0.endOffset != nil }) else { return [] }
        var result: [ImportedWord] = []
        for (index, word) in words.enumerated() {
            let place = "\(place)[\(index)]"
            let start = (word.startTime ?? word.startOffset)?.seconds ?? 0
            let end = (word.endTime ?? word.endOffset)?.seconds ?? start
            result.append(
                ImportedWord(
                    text: word.word, range: try ImportJSON.range(start, end, text, place),
                    confidence: try Self.confidence(word.confidence, text, place) ?? confidence,
                    speaker: SpeakerNumber.label(speaker: word.speaker, channel: channel)))
        }
        return result
    }

    /// 0 says that the confidence was not measured.
    private static func confidence(
        _ value: Double?, _ text: ImportText, _ place: String
    ) throws(ImportError) -> Double? {
        try ImportJSON.confidence(value == 0 ? nil : value, text, place)
    }
}

/// A duration as JSON has it for protocol buffers: seconds as decimals with an `s` behind.
private struct GoogleDuration: Decodable {
    let seconds: Double

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard text.hasSuffix("s"), let seconds = Double(plain: text.dropLast()) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "\"\(text)\" is no duration such as 1.400s")
        }
        self.seconds = seconds
    }
}
