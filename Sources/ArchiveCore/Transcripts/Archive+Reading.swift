import GRDB
public import Transcript

extension Archive {
    /// All recordings in the order in which they came into the archive.
    public func recordings() throws -> [RecordingSummary] {
        try read { try TranscriptReader(db: $0).summaries() }
    }

    /// The recording with a content hash, or nil where the archive has none.
    public func recording(contentHash: String) throws -> RecordingSummary? {
        try read {
            try TranscriptReader(db: $0).summaries("content_hash = ?", [contentHash]).first
        }
    }

    /// The recording whose file is at a path as far as the archive knows, or nil where it knows of none.
    /// - Parameter path: As `RecordingPath` spells it.
    public func recording(path: String) throws -> RecordingSummary? {
        try read {
            try TranscriptReader(db: $0).summaries(
                "r.id = (SELECT recording_id FROM recording_paths WHERE path = ? AND is_current = 1)", [path]
            ).first
        }
    }

    /// The recording that a user means.
    /// - Parameter reference: Its id; else the beginning of its content hash, at least six hexadecimal digits; else a
    ///   path, which may be relative. The newest counts if several recordings were seen at a path.
    /// - Throws: `ArchiveError.noSuchRecording`, `ArchiveError.ambiguousHash`.
    public func recording(_ reference: String) throws -> RecordingSummary {
        let canonical = RecordingPath.canonical(reference)
        let digits = reference.lowercased()
        let isHashPrefix = (6...64).contains(digits.utf8.count) && digits.allSatisfy(\.isHexDigit)
        return try read { db in
            let reader = TranscriptReader(db: db)
            if let id = Int64(reference), let found = try reader.summaries("r.id = ?", [id]).first { return found }
            if isHashPrefix {
                let found = try reader.summaries(
                    "content_hash >= ? AND content_hash < ?", [digits, digits + "g"])
                guard found.count < 2 else {
                    throw ArchiveError.ambiguousHash(prefix: reference, recordingIDs: found.map(\.id))
                }
                if let only = found.first { return only }
            }
            let found = try reader.summaries(
                """
                r.id = (SELECT recording_id FROM recording_paths WHERE path IN (?, ?)
                        ORDER BY is_current DESC, id DESC LIMIT 1)
                """, [canonical, reference])
            guard let found = found.first else {
                throw NoSuchRecording(reference: reference)
            }
            return found
        }
    }

    /// The current transcript of a recording, exactly as it was saved.
    /// - Throws: `ArchiveError.noSuchRecording`.
    public func transcript(recordingID: Int64) throws -> MeetingTranscript {
        try read { try TranscriptReader(db: $0).transcript(recordingID) }
    }

    /// Version, settings and models with which the current transcript of a recording was made.
    /// - Throws: `ArchiveError.noSuchRecording`.
    public func run(recordingID: Int64) throws -> RunInfo {
        try read { try TranscriptReader(db: $0).run(recordingID).info }
    }

    /// Who speaks when and how much in the current transcript of a recording, without reading its words.
    /// - Throws: `ArchiveError.noSuchRecording`.
    public func outline(recordingID: Int64) throws -> MeetingOutline {
        try read { try TranscriptReader(db: $0).outline(recordingID) }
    }
}
