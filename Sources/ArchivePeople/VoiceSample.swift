/// A voice that a user has given for a person, from a file.
public struct VoiceSample: Hashable, Sendable {
    /// The file that it was heard in.
    public let file: String
    /// Embedding of the voice: 256 values of WeSpeaker ResNet34.
    public let embedding: [Float]
    /// Seconds of speech.
    public let cleanSeconds: Double

    /// Makes a sample.
    public init(file: String, embedding: [Float], cleanSeconds: Double) {
        self.file = file
        self.embedding = embedding
        self.cleanSeconds = cleanSeconds
    }
}
