public import Transcript

extension Recording {
    /// The last part of the path.
    package var fileName: String { path.split(separator: "/").last.map(String.init) ?? path }

    /// The name of the file without its extension as one column: the file id of NIST formats.
    package var fileID: String {
        let name = fileName
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return InertText.column(name) }
        return InertText.column(String(name[..<dot]))
    }
}

extension MeetingTranscript {
    /// The name under which readers see a speaker, in every format and on the screen; `?` where the speaker is unknown.
    public func displayName(of speaker: Int?) -> String {
        InertText.line(speaker.map { speakers[$0].displayName } ?? "?")
    }
}
