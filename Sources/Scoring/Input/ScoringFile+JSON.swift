import Transcript
import TranscriptImport

extension ScoredTranscript {
    /// What each recording of a SegLST says, in order of first mention.
    static func segLST(_ records: [SegLSTRecord]) -> [ScoredTranscript] {
        var result = RecordingCollection<ScoredTranscript>()
        for record in records {
            result.update(record.recording) {
                $0.segments.append(
                    ScoredSegment(speaker: record.speaker, range: record.range, words: record.words))
            }
        }
        return result.values
    }

    /// What an export of the program says. The recording is named by its file, and `?` is the program's own sign for
    /// nobody.
    init(_ document: TranscriptDocument) {
        self.init(
            recording: ScoringInput.recordingName(path: document.path),
            segments: document.turns.map {
                ScoredSegment(speaker: $0.speaker ?? "?", range: $0.range, spoken: $0.words)
            })
    }
}

extension SpeakerSegments {
    /// Who speaks when by an export of the program.
    init(_ document: TranscriptDocument) {
        self.init(
            recording: ScoringInput.recordingName(path: document.path),
            segments: document.speech.filter { $0.range.duration > 0 }.map {
                SpeakerSegment(speaker: $0.speaker, range: $0.range)
            })
    }
}
