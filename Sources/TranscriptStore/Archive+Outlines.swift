import GRDB
public import Transcript

extension Archive {
    /// Who speaks when and how much in the current transcript of a recording, without reading its words.
    /// - Throws: `ArchiveError.noSuchRecording`.
    public func outline(recordingID: Int64) throws -> MeetingOutline {
        try explaining { try pool.read { try TranscriptReader(db: $0, archive: path).outline(recordingID) } }
    }
}
