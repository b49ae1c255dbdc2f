import TestSupport
import Testing

@testable import TranscriptText

@Suite struct RedactedDetailsTests {
    private let details = RedactedDetails(
        Redaction(Set(Redaction.Kind.allCases), names: ["Ann Lee", "McAllister", "Ada", "José", "王伟"]))

    @Test(arguments: [
        ("/a/interview_ann_2.wav", "/a/interview_[name]_2.wav"), ("/home/Ann/AnnLee3.wav", "/home/[name]/[name]3.wav"),
        ("mc-allister.flac", "[name].flac"), ("/x/MCALLISTER", "/x/[name]"), ("xmcallisterx", "[name]"),
        ("/a/channel adamant.wav", "/a/channel adamant.wav"), ("Jos%C3%A9.wav", "[name].wav"),
        ("/a/jose\u{301}/Jose.wav", "/a/[name]/[name].wav"), ("Jos\\xE9.wav", "[name].wav"), ("会议王伟.m4a", "[name].m4a"),
        ("100% of Ann", "100% of [name]"), ("https://x.org/?to=ann%2540lee.org", "https://x.org/?to=[email]"),
    ])
    func namesGo(text: String, expected: String) { #expect(details.text(text) == expected) }

    /// A sign that encodes nothing, and bytes that are no UTF-8, hide nothing.
    @Test(arguments: [
        ("50% Jos%C3%A9.srt", "50% [name].srt"), ("%Jos%C3%A9%", "%[name]%"), ("100%zz_Jos%C3%A9", "100%zz_[name]"),
        ("Jos%E9.wav", "[name].wav"), ("%FF%20Jos%C3%A9", "\u{FF} [name]"), ("%41nn%4", "[name]%4"),
        ("5% %E7%8E%8B%E4%BC%9F", "5% [name]"), ("50%", "50%"), ("50% J%C3%BCrgen", "50% J%C3%BCrgen"),
        ("5% x%2540y.org", "5% [email]"),
    ])
    func strayPercentSignsHideNothing(text: String, expected: String) { #expect(details.text(text) == expected) }

    @Test(arguments: [
        ("call_5551234567.mp3", "call_[phone].mp3"), ("+1 (555) 123-4567.wav", "[phone].wav"),
        ("20240506_143000.wav", "20240506_143000.wav"), ("2024-05-06 14-30-00.wav", "2024-05-06 14-30-00.wav"),
        ("GMT20240506-143000_Recording.m4a", "GMT20240506-143000_Recording.m4a"), ("06.05.2024.wav", "06.05.2024.wav"),
        ("tel5551234567", "tel[phone]"), ("4111-1111-1111-1111.wav", "[card].wav"), ("take 123456", "take 123456"),
        ("12345678-1234-5678-1234-567812345678", "12345678-1234-5678-1234-567812345678"),
        ("call_555_123_4567.wav", "call_[phone].wav"), ("5551234567_2024-05-06", "[phone]_2024-05-06"),
        ("+15551234567_20240506_1430.wav", "[phone]_20240506_1430.wav"), ("2024_05_06_14_30", "2024_05_06_14_30"),
        ("6.5.2024 09.30.wav", "6.5.2024 09.30.wav"), ("+20240506", "[phone]"),
        ("/a/ann.b@example.com/x.wav", "/a/[email]/x.wav"), ("20240506143000.wav", "20240506143000.wav"),
    ])
    func numbersAndAddressesGo(text: String, expected: String) { #expect(details.text(text) == expected) }

    @Test func digestsStay() {
        let hash = "ada5551234567" + String(repeating: "0a", count: 25) + "b"
        #expect(details.text(hash) == hash)
        #expect(details.text("model \(hash)") == "model \(hash)")
    }

    @Test func onlyWhatIsAskedForGoes() {
        let text = "ann 5551234567 x@example.com"
        #expect(RedactedDetails(Redaction([])).text(text) == text)
        #expect(RedactedDetails(Redaction([.email])).text(text) == "ann 5551234567 [email]")
        #expect(RedactedDetails(Redaction([.phone])).text(text) == "ann [phone] x@example.com")
        #expect(RedactedDetails(Redaction([.card], names: ["ann"])).text(text) == text)
    }
}
