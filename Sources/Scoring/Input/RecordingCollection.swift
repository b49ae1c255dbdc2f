/// Values by the name of their recording, in order of first mention.
struct RecordingCollection<Value> {
    private let make: (String) -> Value
    private var places: [String: Int] = [:]
    private(set) var values: [Value] = []

    /// - Parameter make: The value of a recording that is mentioned for the first time.
    init(_ make: @escaping (String) -> Value) { self.make = make }

    /// Changes the value of a recording.
    mutating func update(_ name: String, _ change: (inout Value) -> Void) {
        let place: Int
        if let known = places[name] {
            place = known
        } else {
            place = values.count
            places[name] = place
            values.append(make(name))
        }
        change(&values[place])
    }
}

extension RecordingCollection<ScoredTranscript> {
    /// Transcripts, at first without segments.
    init() { self.init { ScoredTranscript(recording: $0, segments: []) } }
}
