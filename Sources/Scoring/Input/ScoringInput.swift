import Foundation
public import Transcript

/// All files of one side, reference or hypothesis, joined by recording.
public struct ScoringInput: Hashable, Sendable {
    /// Names of the recordings in order of first mention.
    public private(set) var recordings: [String] = []
    /// Who says what, by recording; none for a recording of which only speech is known.
    public private(set) var transcripts: [String: ScoredTranscript] = [:]
    /// Who speaks when, by recording; none for a recording of which only words are known.
    public private(set) var speech: [String: SpeakerSegments] = [:]

    /// Whether a file that can hold words was given, even if it holds none.
    public private(set) var hasWords = false
    /// Whether a file that can hold speech was given, even if it holds none.
    public private(set) var hasSpeech = false

    /// An empty side.
    public init() {}

    /// Reads files. Several may hold the same recording (a CTM for each speaker, an RTTM beside an STM), but none may
    /// repeat a speaker's words or speech.
    public init(paths: [String]) throws(ScoringError) {
        for path in paths { try add(path: path) }
    }

    /// The name of a recording by its file: without folder and extension, and with `_` for white space, as in the
    /// program's own RTTM, STM and CTM, which have no room for spaces.
    public static func recordingName(path: String) -> String {
        URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent.split(whereSeparator: \.isWhitespace)
            .joined(separator: "_")
    }

    /// Reads a file.
    public mutating func add(path: String) throws(ScoringError) {
        try add(try ScoringFile(path: path), file: path)
    }

    /// Adds transcripts of an archive, under the names that the recordings go by.
    /// - Throws: `ScoringError.ambiguousName` where two have the same name, also if one came from another file.
    public mutating func add(
        _ transcripts: [(name: String, meeting: MeetingTranscript)], archive: String
    ) throws(ScoringError) {
        hasWords = true
        hasSpeech = true
        for (name, meeting) in transcripts {
            guard self.transcripts[name] == nil, speech[name] == nil else {
                throw .ambiguousName(file: archive, recording: name)
            }
            try add(ScoredTranscript(meeting, recording: name), file: archive)
            try add(SpeakerSegments(meeting, recording: name), file: archive)
        }
    }

    /// Adds what a file holds; the name of the file is for errors.
    public mutating func add(_ content: ScoringFile, file: String) throws(ScoringError) {
        switch content {
        case .words(let all):
            hasWords = true
            for one in all { try add(one, file: file) }
        case .speech(let all):
            hasSpeech = true
            for one in all { try add(one, file: file) }
        case .meeting(let words, let spans):
            try add(words, file: file)
            try add(spans, file: file)
        case .evaluationMap: throw .wrongRole(file: file, expected: "a UEM holds no speech; give it with --uem")
        }
    }

    /// Adds the words of a recording.
    public mutating func add(_ transcript: ScoredTranscript, file: String) throws(ScoringError) {
        let name = transcript.recording
        hasWords = true
        mention(name)
        guard var known = transcripts[name] else {
            transcripts[name] = transcript
            return
        }
        let speakers = Set(known.segments.map(\.speaker))
        if let twice = transcript.segments.first(where: { speakers.contains($0.speaker) }) {
            throw .duplicate(file: file, recording: name, speaker: twice.speaker)
        }
        known.segments += transcript.segments
        known.ignored += transcript.ignored
        transcripts[name] = known
    }

    /// Adds the speech of a recording.
    public mutating func add(_ spans: SpeakerSegments, file: String) throws(ScoringError) {
        let name = spans.recording
        hasSpeech = true
        mention(name)
        guard var known = speech[name] else {
            speech[name] = spans
            return
        }
        let speakers = Set(known.segments.map(\.speaker))
        if let twice = spans.segments.first(where: { speakers.contains($0.speaker) }) {
            throw .duplicate(file: file, recording: name, speaker: twice.speaker)
        }
        known.segments += spans.segments
        known.ignored += spans.ignored
        speech[name] = known
    }

    private mutating func mention(_ name: String) {
        if transcripts[name] == nil && speech[name] == nil { recordings.append(name) }
    }
}

extension EvaluationMap {
    /// Reads a UEM.
    public init(path: String) throws(ScoringError) {
        guard case .evaluationMap(let map) = try ScoringFile(path: path) else {
            throw .wrongRole(file: path, expected: "not a UEM (recording, channel, start, end)")
        }
        self = map
    }
}
