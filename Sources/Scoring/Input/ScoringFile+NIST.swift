import Transcript
import TranscriptImport

extension SpeakerSegments {
    /// The `SPEAKER` records of each recording of an RTTM, in order of first mention. The channel does not matter.
    static func rttm(_ text: ImportText) throws(ImportError) -> [SpeakerSegments] {
        var result = RecordingCollection<SpeakerSegments> { SpeakerSegments(recording: $0, segments: []) }
        for line in text.records {
            let entry = try RTTMLine(line)
            if entry.isSpeech {
                let record = try entry.record()
                let range = try entry.range(of: record)
                let segment = SpeakerSegment(speaker: record.speaker ?? "<NA>", range: range)
                result.update(record.recording) { if range.duration > 0 { $0.segments.append(segment) } }
            } else if entry.isUnscored {
                let (recording, range) = try entry.unscored()
                result.update(recording) { $0.ignored.append(range) }
            }
        }
        return result.values
    }
}

extension ScoredTranscript {
    /// What each recording of an STM says, in order of first mention.
    ///
    /// Words in parentheses, which NIST's scorer may leave out, are words like others; alternatives `{ a / b }` are an
    /// error.
    static func stm(_ text: ImportText) throws -> [ScoredTranscript] {
        var result = RecordingCollection<ScoredTranscript>()
        for line in text.records {
            let record = try STMRecord(line)
            let range = try record.range()
            guard !record.words.contains("{") else {
                throw ScoringError.alternatives(file: line.file, line: line.number)
            }
            result.update(record.recording) { transcript in
                switch record.meaning {
                case .gap: break
                case .unscored: transcript.ignored.append(range)
                case .speech:
                    transcript.segments.append(
                        ScoredSegment(
                            speaker: String(record.speaker), range: range, words: record.words.map(String.init)))
                }
            }
        }
        return result.values
    }

    /// What each recording of a CTM says, in order of first mention.
    ///
    /// Lines without a speaker are the words of one speaker, named as the file. What is no word is left out.
    /// Alternatives between `<ALT_BEGIN>` and `<ALT_END>` are an error.
    static func ctm(_ text: ImportText) throws -> [ScoredTranscript] {
        let fileSpeaker = ScoringInput.recordingName(path: text.file)
        var result = RecordingCollection<ScoredTranscript>()
        for line in text.records {
            let record = try CTMRecord(line)
            guard record.mark == nil else { throw ScoringError.alternatives(file: line.file, line: line.number) }
            let word = try record.word(ignoresOddConfidence: true)
            let segment = ScoredSegment(
                speaker: word.speaker.map(String.init) ?? fileSpeaker, range: word.range,
                words: word.isLexical ? [String(word.text)] : [], wordRanges: word.isLexical ? [word.range] : [],
                confidences: word.isLexical ? word.confidence.map { [$0] } : nil)
            result.update(record.recording) { $0.segments.append(segment) }
        }
        return result.values
    }
}

extension EvaluationMap {
    /// The spans of a UEM.
    static func uem(_ text: ImportText) throws(ImportError) -> EvaluationMap {
        var map = EvaluationMap(recordings: [], spans: [:])
        for line in text.records {
            let record = try UEMRecord(line)
            if map.spans[record.recording] == nil { map.recordings.append(record.recording) }
            map.spans[record.recording, default: []].append(record.range)
        }
        return map
    }
}
