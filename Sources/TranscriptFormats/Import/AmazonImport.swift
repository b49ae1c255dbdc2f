import Transcript

/// The transcript of an Amazon Transcribe job. Times and confidences are texts of decimals, in seconds.
enum AmazonImport {
    private struct Document: Decodable {
        let jobName: String?
        let status: String?
        let results: Results
    }

    private struct Results: Decodable {
        let items: [Item]?
        let channel_labels: ChannelLabels?
        let speaker_labels: SpeakerLabels?
        let segments: [Segment]?
        let language_code: String?
    }

    private struct Item: Decodable {
        let type: String
        let alternatives: [Reading]
        let start_time: LooseNumber?
        let end_time: LooseNumber?
        let speaker_label: String?
    }

    private struct Reading: Decodable {
        let content: String
        let confidence: LooseNumber?
    }

    private struct ChannelLabels: Decodable {
        struct Channel: Decodable {
            let channel_label: String
            let items: [Item]
        }

        let channels: [Channel]
    }

    private struct SpeakerLabels: Decodable {
        struct Segment: Decodable {
            struct Item: Decodable {
                let start_time: LooseNumber
                let speaker_label: String
            }

            let items: [Item]
        }

        let segments: [Segment]
    }

    private struct Segment: Decodable {
        struct Reading: Decodable { let transcript: String }

        let start_time: LooseNumber
        let end_time: LooseNumber
        let alternatives: [Reading]
    }

    static func read(_ text: ImportText) throws(ImportError) -> ImportedTranscript {
        let document = try ImportJSON.decode(Document.self, text)
        if let status = document.status, status != "COMPLETED" { throw .unfinished(file: text.file, status: status) }
        let results = document.results
        // Older results name the speakers beside the words instead of in them.
        var speakers: [Double: String] = [:]
        for segment in results.speaker_labels?.segments ?? [] {
            for item in segment.items { speakers[item.start_time.value] = item.speaker_label }
        }
        var turns: [ImportedTurn] = []
        var alternatives: [Alternative] = []
        if let channels = results.channel_labels?.channels {
            for (index, channel) in channels.enumerated() {
                // A channel is a speaker.
                let number = try number(of: channel.channel_label, text, ".results.channel_labels.channels[\(index)]")
                let place = ".results.channel_labels.channels[\(index)].items"
                let (words, others) = try words(channel.items, number, [:], text, place)
                turns += [ImportedTurn].joining(words, channel: number)
                alternatives += others
            }
        } else {
            let (words, others) = try words(results.items ?? [], nil, speakers, text, ".results.items")
            turns = [ImportedTurn].joining(words, channel: nil)
            alternatives = others
        }
        for (index, segment) in (results.segments ?? []).enumerated() {
            let range = try ImportJSON.range(
                segment.start_time.value, segment.end_time.value, text, ".results.segments[\(index)]")
            for (rank, reading) in segment.alternatives.enumerated().dropFirst() {
                alternatives.append(Alternative(range: range, rank: rank + 1, text: reading.transcript))
            }
        }
        return ImportedTranscript(
            turns: turns, alternatives: alternatives.inOrder { $0.range.start },
            details: ["job": document.jobName, "language": results.language_code])
    }

    private static func words(
        _ items: [Item], _ channel: Int?, _ speakers: [Double: String], _ text: ImportText, _ place: String
    ) throws(ImportError) -> (words: [ImportedWord], alternatives: [Alternative]) {
        var words: [ImportedWord] = []
        var alternatives: [Alternative] = []
        for (index, item) in items.enumerated() {
            let place = "\(place)[\(index)]"
            guard let best = item.alternatives.first else {
                throw .json(file: text.file, place: place, problem: "\"alternatives\" is empty")
            }
            if item.type == "punctuation" {
                // It has no time and belongs to the word before.
                if !words.isEmpty { words[words.count - 1].text += best.content }
                continue
            }
            guard let start = item.start_time?.value, let end = item.end_time?.value else {
                throw .json(file: text.file, place: place, problem: "\"start_time\" or \"end_time\" is missing")
            }
            let range = try ImportJSON.range(start, end, text, place)
            words.append(
                ImportedWord(
                    text: best.content, range: range,
                    confidence: try ImportJSON.confidence(best.confidence?.value, text, place),
                    speaker: item.speaker_label ?? speakers[start]
                        ?? SpeakerNumber.label(speaker: nil, channel: channel)))
            for (rank, reading) in item.alternatives.enumerated().dropFirst() {
                alternatives.append(
                    Alternative(
                        range: range, channel: channel, rank: rank + 1, text: reading.content,
                        confidence: try ImportJSON.confidence(
                            reading.confidence?.value, text, "\(place).alternatives[\(rank)]")))
            }
        }
        return (words, alternatives)
    }

    /// `ch_0` is the first channel.
    private static func number(of label: String, _ text: ImportText, _ place: String) throws(ImportError) -> Int {
        guard label.hasPrefix("ch_"), let number = Int(label.dropFirst(3)), (0..<1000).contains(number) else {
            throw .json(file: text.file, place: place, problem: "\"\(label)\" is no channel such as ch_0")
        }
        return number + 1
    }
}
