import Transcript
import TranscriptText

/// The transcript object of AssemblyAI. Times are milliseconds, the length of the audio is seconds.
enum AssemblyAIImport {
    private static let words = JSONWords(textNames: ["text", "word"], unitsPerSecond: 1000)

    static func read(_ document: JSONField, _ text: ImportText) throws -> ImportedTranscript {
        if let status = try document["status"]?.text(), status != "completed" {
            throw ImportError.unfinished(file: text.file, status: status)
        }
        var turns: [ImportedTurn] = []
        if let utterances = document["utterances"], !utterances.node.elements.isEmpty {
            turns = try self.turns(utterances.list(), text.notes)
        } else if let list = document["words"] {
            let fields = try list.list()
            let words = try words.read(list, text.notes)
            turns = try zip(fields, words).map { field, word in
                ImportedTurn(speaker: word.speaker, channel: try channel(field), words: [word])
            }.joined()
        }
        if turns.isEmpty, let said = try document["text"]?.text(), said.contains(where: { !$0.isWhitespace }) {
            throw ImportError.noTimes(file: text.file)
        }
        return ImportedTranscript(
            turns: turns,
            details: [
                "model": try document["speech_model"]?.text(), "language": try document["language_code"]?.text(),
                "transcript-id": try document["id"]?.text(),
            ], durationSeconds: try document["audio_duration"]?.seconds())
    }

    /// Utterances with their words; where one has none, its text stands in.
    private static func turns(_ utterances: [JSONField], _ notes: ImportNotes) throws -> [ImportedTurn] {
        let texts = try utterances.map { try $0["text"]?.text() ?? "" }
        let ranges = SpanFilling.ranges(
            try zip(utterances, texts).map { field, text in
                let stated = field["words"]?.node.elements
                return StatedSpan(
                    start: try field["start"]?.seconds(unitsPerSecond: 1000)
                        ?? stated?.first.flatMap { try JSONField(root: $0)["start"]?.seconds(unitsPerSecond: 1000) },
                    end: try field["end"]?.seconds(unitsPerSecond: 1000)
                        ?? stated?.last.flatMap { try JSONField(root: $0)["end"]?.seconds(unitsPerSecond: 1000) },
                    text: text[...], place: field.place)
            }, notes)
        return try utterances.indices.map { index in
            let field = utterances[index]
            let (speaker, channel) = (try field["speaker"]?.text(), try channel(field))
            if let list = field["words"], !list.node.elements.isEmpty {
                return ImportedTurn(
                    speaker: speaker, channel: channel, words: try words.read(list, within: ranges[index], notes))
            }
            if field["text"] == nil { _ = try field.required("words") }
            return ImportedTurn(
                text: texts[index], range: ranges[index], speaker: speaker, channel: channel,
                confidence: try field["confidence"]?.share())
        }
    }

    /// Channels count from 1.
    private static func channel(_ field: JSONField) throws -> Int? {
        try field["channel"]?.integer(1...JSONField.maxChannel, "channel")
    }
}

extension JSONField {
    /// More channels than any file of sound has.
    static var maxChannel: Int { 65_535 }
}
