public import Transcript

extension MeetingTranscript {
    /// The name under which readers see a speaker, in every format and on the screen; `?` where nobody could be told.
    public func displayName(of speaker: Int?) -> String {
        InertText.line(speaker.map { speakers[$0].displayName } ?? "?")
    }
}
