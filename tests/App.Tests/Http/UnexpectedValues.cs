namespace AccessReview.App.Tests.Http;

/// <summary>Unexpected values for a field, a query or a path part.</summary>
internal static class UnexpectedValues
{
    public static IReadOnlyList<string> All { get; } =
    [
        "",
        " ",
        "0",
        "-1",
        "99",
        "2147483648",
        "1e400",
        "approve,deny",
        "Certify",
        "null",
        "\0",
        "a\nb",
        "\u200B",
        "Zoë ✓ \uD83D\uDE42",
        "\u202Etxt.exe",
        "%",
        "%00",
        "%2F..%2F..",
        "..",
        "//evil.test",
        "'; or 1 eq 1",
        "a:b:c",
        "9999-12-31",
        "0001-01-01",
        "2026-02-30",
        new string('x', 2000),
        new string('ß', 600),
    ];
}
