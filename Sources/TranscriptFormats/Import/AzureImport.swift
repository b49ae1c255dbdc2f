import Transcript

/// A result file of Azure batch transcription. Times are ticks of 100 ns, milliseconds or ISO 8601 durations, whichever
/// the version gives; channels count from 0, speakers from 1.
enum AzureImport {
    private struct Document: Decodable {
        let source: String?
        let recognizedPhrases: [Phrase]
        let durationInTicks: Double?
        let durationMilliseconds: Double?
        let duration: ISODuration?
    }

    private struct Phrase: Decodable {
        let recognitionStatus: String?
        let channel: Int?
        let speaker: Int?
        let nBest: [Reading]?
        let offset: ISODuration?
        let duration: ISODuration?
        let offsetInTicks: Double?
        let durationInTicks: Double?
        let offsetMilliseconds: Double?
        let durationMilliseconds: Double?
        let locale: String?
    }

    private struct Reading: Decodable {
        let confidence: Double?
        let lexical: String?
        let display: String?
        let words: [Word]?
        let displayWords: [Word]?
    }

    private struct Word: Decodable {
        let word: String?
        let displayText: String?
        let confidence: Double?
        let offset: ISODuration?
        let duration: ISODuration?
        let offsetInTicks: Double?
        let durationInTicks: Double?
        let offsetMilliseconds: Double?
        let durationMilliseconds: Double?
    }

    static func read(_ text: ImportText) throws(ImportError) -> ImportedTranscript {
        let document = try ImportJSON.decode(Document.self, text)
        let isMixed = Set(document.recognizedPhrases.map { $0.channel ?? 0 }).count < 2
        var turns: [ImportedTurn] = []
        var alternatives: [Alternative] = []
        for (index, phrase) in document.recognizedPhrases.enumerated() {
            let place = ".recognizedPhrases[\(index)]"
            guard phrase.recognitionStatus ?? "Success" == "Success", let readings = phrase.nBest else { continue }
            let channel = isMixed ? nil : phrase.channel.map { $0 + 1 }
            let range = try range(
                seconds(phrase.offsetInTicks, phrase.offsetMilliseconds, phrase.offset),
                seconds(phrase.durationInTicks, phrase.durationMilliseconds, phrase.duration), text, place)
            for (rank, reading) in readings.enumerated() {
                let place = "\(place).nBest[\(rank)]"
                let confidence = try ImportJSON.confidence(reading.confidence, text, place)
                guard rank == 0 else {
                    alternatives.append(
                        Alternative(
                            range: range, channel: channel, rank: rank + 1,
                            text: reading.display ?? reading.lexical ?? "", confidence: confidence))
                    continue
                }
                let lexical = try words(reading.words ?? [], text, place + ".words")
                let shown = try words(reading.displayWords ?? [], text, place + ".displayWords")
                turns.append(
                    ImportedTurn(
                        text: reading.display ?? reading.lexical ?? "", range: range,
                        speaker: SpeakerNumber.label(speaker: phrase.speaker.map(String.init), channel: channel),
                        channel: channel, words: shown.isEmpty ? lexical : shown, confidence: confidence))
            }
        }
        return ImportedTranscript(
            turns: turns, alternatives: alternatives,
            details: [
                "source": document.source, "language": document.recognizedPhrases.compactMap(\.locale).first,
            ],
            durationSeconds: seconds(document.durationInTicks, document.durationMilliseconds, document.duration))
    }

    private static func words(
        _ words: [Word], _ text: ImportText, _ place: String
    ) throws(ImportError) -> [ImportedWord] {
        var result: [ImportedWord] = []
        for (index, word) in words.enumerated() {
            let place = "\(place)[\(index)]"
            result.append(
                ImportedWord(
                    text: word.displayText ?? word.word ?? "",
                    range: try range(
                        seconds(word.offsetInTicks, word.offsetMilliseconds, word.offset),
                        seconds(word.durationInTicks, word.durationMilliseconds, word.duration), text, place),
                    confidence: try ImportJSON.confidence(word.confidence, text, place)))
        }
        return result
    }

    private static func seconds(_ ticks: Double?, _ milliseconds: Double?, _ duration: ISODuration?) -> Double? {
        ticks.map { $0 / 10_000_000 } ?? milliseconds.map { $0 / 1000 } ?? duration?.seconds
    }

    private static func range(
        _ offset: Double?, _ duration: Double?, _ text: ImportText, _ place: String
    ) throws(ImportError) -> TimeRange {
        guard let offset, let duration else {
            throw .json(file: text.file, place: place, problem: "\"offset\" or \"duration\" is missing")
        }
        return try ImportJSON.range(offset, offset + duration, text, place)
    }
}

/// A duration by ISO 8601 of hours, minutes and seconds, for example `PT1M2.5S`.
private struct ISODuration: Decodable {
    let seconds: Double

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let match = text.wholeMatch(of: /PT(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,9}(?:\.\d+)?)S)?/) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "\"\(text)\" is no duration such as PT1M2.5S")
        }
        let parts = [match.1, match.2, match.3].map { $0.flatMap { Double($0) } ?? 0 }
        seconds = parts[0] * 3600 + parts[1] * 60 + parts[2]
    }
}
