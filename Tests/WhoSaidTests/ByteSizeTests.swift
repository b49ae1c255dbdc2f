import Testing

@testable import whosaid

@Suite struct ByteSizeTests {
    @Test(arguments: [
        ("0", 0), ("1000000", 1_000_000), ("500M", 500_000_000), ("500mb", 500_000_000), ("2G", 2_000_000_000),
        ("1.5GB", 1_500_000_000), ("512MiB", 536_870_912), ("1Ki", 1_024), ("3kB", 3_000), ("1T", 1_000_000_000_000),
        ("10B", 10),
    ])
    func sizesAreRead(text: String, bytes: Int) { #expect(ByteSize(argument: text)?.bytes == bytes) }

    @Test(arguments: [
        "", "M", "-1", "1.2.3", "1X", "5 G", "1i", "iB", "1Gi1", "1e3", "99999999999999999999T", "٣M", "inf",
    ])
    func anythingElseIsRefused(text: String) { #expect(ByteSize(argument: text) == nil) }
}
