import Foundation
import Transcript
import TranscriptText

/// Segments with text and times in seconds, perhaps with words in them, as the many relatives of Whisper write them:
/// OpenAI's `verbose_json` and `diarized_json`, Whisper itself, faster-whisper, whisper-timestamped, WhisperX, the chunks
/// of Hugging Face's pipelines, and bare lists of segments, also those of SegLST.
enum SegmentImport {
    static let startNames = ["start", "start_time", "startTime", "begin"]
    static let endNames = ["end", "end_time", "endTime"]
    static let textNames = ["text", "transcript", "sentence"]

    private static let words = JSONWords(
        textNames: ["word", "text"], startNames: startNames, endNames: endNames,
        confidenceNames: ["score", "probability", "confidence", "prob"])

    static func read(_ document: JSONField, _ text: ImportText) throws -> ImportedTranscript {
        var fields = try segments(document)
        try checkRecordings(fields, text)
        // A time may stand within its segment or in a list of words beside all segments.
        var apart = try (document["words"] ?? document["word_segments"]).map { try words.read($0, text.notes) } ?? []
        if fields.contains(where: { $0["words"]?.node.elements.isEmpty == false }) { apart = [] }
        if fields.isEmpty {
            return ImportedTranscript(turns: .joining(apart, channel: nil), details: try details(document))
        }
        fields.removeAll { $0.node == .null }
        fields = try withText(fields, text.notes)
        let texts = try fields.map(said)
        var spans = try zip(fields, texts).map { try span($0, $1) }
        if document["chunks"] != nil, !hasTimedSpeakers(document.node) {
            spans = try WindowTimes.continued(spans, fields, text.notes)
        }
        let ranges = SpanFilling.ranges(spans, within: try whole(document), text.notes)
        if texts.count > 1, texts.allSatisfy({ $0.split(whereSeparator: \.isWhitespace).count < 2 }) {
            // Chunks of a word each.
            let single = try fields.indices.map { index in
                ImportedWord(
                    text: texts[index].trimmingCharacters(in: .whitespacesAndNewlines), range: ranges[index],
                    confidence: try confidence(fields[index]), speaker: try fields[index]["speaker"]?.text())
            }
            if fields.allSatisfy({ $0["words"]?.node.elements.isEmpty ?? true }), apart.isEmpty {
                return ImportedTranscript(
                    turns: .joining(single, channel: nil), details: try details(document),
                    durationSeconds: try document["duration"]?.seconds())
            }
        }
        var rest = apart[...]
        var turns: [ImportedTurn] = []
        for (index, field) in fields.enumerated() {
            let isLast = index == fields.count - 1
            // Words that stand apart belong to the segment in which they are spoken.
            let own = rest.prefix { isLast || $0.range.middle < ranges[index].end }
            rest = rest.dropFirst(own.count)
            turns += try self.turns(field, texts[index], ranges[index], Array(own), text.notes)
        }
        return ImportedTranscript(
            turns: turns, details: try details(document), durationSeconds: try document["duration"]?.seconds())
    }

    /// Whether `speakers` are segments, as insanely-fast-whisper writes them, and not a list of names.
    static func hasTimedSpeakers(_ document: JSONNode) -> Bool {
        document["speakers"]?.elements.contains { $0["timestamp"] != nil } == true
    }

    /// The segments of a document, none where it has words alone.
    private static func segments(_ document: JSONField) throws -> [JSONField] {
        if case .list = document.node { return try document.list() }
        if hasTimedSpeakers(document.node), let speakers = document["speakers"] { return try speakers.list() }
        if let segments = document["segments"] ?? document["chunks"] { return try segments.list() }
        guard document["words"] != nil || document["word_segments"] != nil else {
            throw document.problem("\"segments\" is missing")
        }
        return []
    }

    /// What SegLST calls a session is a recording.
    private static func checkRecordings(_ fields: [JSONField], _ text: ImportText) throws {
        let names = Set(try fields.compactMap { try $0["session_id"]?.text() })
        if names.count > 1 { throw ImportError.severalRecordings(file: text.file, names: names.sorted()) }
    }

    /// The segments without those that lack a text, unless all do.
    private static func withText(_ fields: [JSONField], _ notes: ImportNotes) throws -> [JSONField] {
        func lacksText(_ field: JSONField) -> Bool {
            if case .object = field.node { field[textNames] == nil && field["words"] == nil } else { false }
        }
        let kept = fields.filter { !lacksText($0) }
        guard !kept.isEmpty, kept.count < fields.count else { return fields }
        for field in fields where lacksText(field) { notes.add(.missingText, at: field.place) }
        return kept
    }

    private static func said(_ field: JSONField) throws -> String {
        if let text = field[textNames] { return try text.text() }
        // A text in SegLST; else a segment that has nothing but words.
        if let words = field["words"] {
            if case .text(let text) = words.node { return text }
            return try words.list().compactMap { try $0[["word", "text"]]?.text() }.map {
                $0.trimmingCharacters(in: .whitespacesAndNewlines)
            }.joined(separator: " ")
        }
        return try field.required("text").text()
    }

    private static func span(_ field: JSONField, _ said: String) throws -> StatedSpan {
        if let pair = field["timestamp", "timestamps"] {
            let times = try pair.list()
            return StatedSpan(
                start: try times.first.flatMap(time), end: try times.dropFirst().first.flatMap(time), text: said[...],
                place: field.place)
        }
        let start = try field[startNames].flatMap(time)
        var end = try field[endNames].flatMap(time)
        if end == nil, let start, let duration = try field["duration"]?.seconds() {
            end = try field.checked(seconds: start + duration)
        }
        return StatedSpan(start: start, end: end, text: said[...], place: field.place)
    }

    /// A time in seconds, or as subtitles have it.
    private static func time(_ field: JSONField) throws -> Double? {
        if case .null = field.node { return nil }
        if case .text(let text) = field.node, let seconds = SubtitleClock.seconds(text[...]) {
            return try field.checked(seconds: seconds)
        }
        return try field.seconds()
    }

    private static func whole(_ document: JSONField) throws -> TimeRange? {
        try document["duration"]?.seconds().map { TimeRange(start: 0, end: $0) }
    }

    /// A segment, parted where its words say that the speaker changes.
    private static func turns(
        _ field: JSONField, _ said: String, _ range: TimeRange, _ apart: [ImportedWord], _ notes: ImportNotes
    ) throws -> [ImportedTurn] {
        let speaker = try field["speaker"]?.text()
        var own = apart
        var isWithin = false
        if let list = field["words"], case .list = list.node {
            own = try words.read(list, within: range, notes)
            isWithin = !own.isEmpty
        }
        let texts = ImportedTurn.texts(said)
        if isWithin, own.count != texts.count, ImportedTurn.aligned(texts, with: own) == nil {
            let unmatched = WordMatching(texts, own).unmatchedCount
            guard unmatched > 0 else {
                // All of the text is among the words, which say more.
                let words = own.map { word in
                    var word = word
                    word.speaker = word.speaker ?? speaker
                    return word
                }
                return ImportedTurn(speaker: speaker, words: words).partedBySpeaker
            }
            notes.add(.unmatchedWord, at: field.place, count: unmatched)
        }
        return ImportedTurn(
            text: said, range: range, speaker: speaker, words: own, confidence: try confidence(field)
        ).partedBySpeaker
    }

    private static func confidence(_ field: JSONField) throws -> Double? {
        if let stated = try field["confidence"]?.share() { return stated }
        return try field["avg_logprob"]?.number().map { exp(min(0, $0)) }
    }

    private static func details(_ document: JSONField) throws -> [String: String?] {
        ["language": try document["language", "detected_language"]?.text()]
    }
}
