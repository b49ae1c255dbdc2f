/// A call in which each side has a channel, of the recordings that come with the models.
public enum CallFixture {
    /// What the caller says: six short sentences, then the same once more while the other side still talks.
    public static let callerWords = "ever tried ever failed no matter try again fail again fail better"

    /// 16 kHz samples of the two sides, 40 s: the caller talks, then the other side does, alone and then with the caller
    /// talking at the same time.
    public static func sides() throws -> [[Float]] {
        let caller = try PCMSample.read(TestResources.sample("beckett.wav"))
        let story = try PCMSample.read(TestResources.sample("two_cities.wav"))
        // From 48 kHz; a coarse filter will do.
        let other = (0..<3 * caller.count).map { index -> Float in
            let sum: Float = story[3 * index] + story[3 * index + 1] + story[3 * index + 2]
            return sum / 3
        }
        let pause = [Float](repeating: 0, count: caller.count)
        return [caller + pause + caller, pause + other]
    }
}
