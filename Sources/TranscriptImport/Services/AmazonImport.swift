import Transcript
import TranscriptText

/// The transcript of an Amazon Transcribe job. Times and confidences are texts of decimals, in seconds.
enum AmazonImport {
    static func read(_ document: JSONField, _ text: ImportText) throws -> ImportedTranscript {
        if let status = try document["status"]?.text(), status != "COMPLETED" {
            throw ImportError.unfinished(file: text.file, status: status)
        }
        let results = try document.required("results")
        // Older results name the speakers beside the words instead of in them.
        var speakers: [Double: String] = [:]
        for segment in try results["speaker_labels"]?["segments"]?.list() ?? [] {
            for item in try segment["items"]?.list() ?? [] {
                if let start = try item["start_time"]?.seconds() {
                    speakers[start] = try item["speaker_label"]?.text()
                }
            }
        }
        var turns: [ImportedTurn] = []
        var alternatives: [Alternative] = []
        if let channels = try results["channel_labels"]?.required("channels").list(), !channels.isEmpty {
            for channel in channels {
                // A channel is a speaker.
                let number = try number(of: channel.required("channel_label"))
                let (words, others) = try words(channel.required("items"), number, [:], text.notes)
                turns += [ImportedTurn].joining(words, channel: number)
                alternatives += others
            }
        } else if let items = results["items"], !items.node.elements.isEmpty {
            let (words, others) = try words(items, nil, speakers, text.notes)
            turns = [ImportedTurn].joining(words, channel: nil)
            alternatives = others
        } else {
            turns = try segments(results, text.notes)
        }
        for segment in try results["segments"]?.list() ?? [] {
            let readings = try segment["alternatives"]?.list() ?? []
            guard readings.count > 1 else { continue }
            let range = SpanFilling.ranges([try span(segment, "")], text.notes)[0]
            for (rank, reading) in readings.enumerated().dropFirst() {
                alternatives.append(
                    Alternative(range: range, rank: rank + 1, text: try reading["transcript"]?.text() ?? ""))
            }
        }
        return ImportedTranscript(
            turns: turns, alternatives: alternatives.inOrder { $0.range.start },
            details: ["job": try document["jobName"]?.text(), "language": try results["language_code"]?.text()])
    }

    /// Segments of text with their times, where there are no words.
    private static func segments(_ results: JSONField, _ notes: ImportNotes) throws -> [ImportedTurn] {
        let segments = try results["audio_segments"]?.list() ?? []
        let texts = try segments.map { try $0["transcript"]?.text() ?? "" }
        let ranges = SpanFilling.ranges(try zip(segments, texts).map { try span($0, $1) }, notes)
        return try segments.indices.map { index in
            ImportedTurn(
                text: texts[index], range: ranges[index], speaker: try segments[index]["speaker_label"]?.text())
        }.joined()
    }

    private static func span(_ field: JSONField, _ text: String) throws -> StatedSpan {
        StatedSpan(
            start: try field["start_time"]?.seconds(), end: try field["end_time"]?.seconds(), text: text[...],
            place: field.place)
    }

    private static func words(
        _ list: JSONField, _ channel: Int?, _ speakers: [Double: String], _ notes: ImportNotes
    ) throws -> (words: [ImportedWord], alternatives: [Alternative]) {
        var spans: [StatedSpan] = []
        var words: [(item: JSONField, readings: [JSONField])] = []
        // Punctuation has no time and belongs to the word before.
        var marks: [Int: String] = [:]
        for item in try list.list() {
            let readings = try item.required("alternatives").list()
            guard let best = readings.first else { throw item.problem("\"alternatives\" is empty") }
            let content = try best.required("content").text()
            if try item["type"]?.text() == "punctuation" {
                if !words.isEmpty { marks[words.count - 1, default: ""] += content }
            } else {
                words.append((item, readings))
                spans.append(try span(item, content))
            }
        }
        let ranges = SpanFilling.ranges(spans, notes)
        var result: [ImportedWord] = []
        var alternatives: [Alternative] = []
        for (index, (item, readings)) in words.enumerated() {
            let named = try item["speaker_label"]?.text() ?? spans[index].start.flatMap { speakers[$0] }
            result.append(
                ImportedWord(
                    text: spans[index].text + (marks[index] ?? ""), range: ranges[index],
                    confidence: try readings[0]["confidence"]?.share(),
                    speaker: named ?? SpeakerNumber.label(speaker: nil, channel: channel)))
            for (rank, reading) in readings.enumerated().dropFirst() {
                alternatives.append(
                    Alternative(
                        range: ranges[index], channel: channel, rank: rank + 1,
                        text: try reading.required("content").text(), confidence: try reading["confidence"]?.share()))
            }
        }
        return (result, alternatives)
    }

    /// `ch_0` is the first channel.
    private static func number(of label: JSONField) throws -> Int {
        let text = try label.text()
        guard text.hasPrefix("ch_"), let number = Int(text.dropFirst(3)), (0..<JSONField.maxChannel).contains(number)
        else { throw label.problem("\"\(text)\" is no channel such as ch_0") }
        return number + 1
    }
}
