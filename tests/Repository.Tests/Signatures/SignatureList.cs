using AccessReview.App.Tests.Drivers;

namespace AccessReview.Repository.Tests.Signatures;

/// <summary>A line of a list: a type's own if <paramref name="Member"/> is null.</summary>
internal sealed record Signature(string Type, string? Member)
{
    public override string ToString() => Member is null ? Type : $"{Member} in {Type}";
}

/// <summary>
/// The declarations that a stand-in has from one of Microsoft's packages, as the package declares them: a text file in
/// this folder. Its first line
/// names package and version, the second its source; two parts follow.
/// </summary>
internal sealed record SignatureList(string Package, string Version, string Source, IReadOnlySet<Signature> Used, IReadOnlySet<Signature> Beside)
{
    private const string UsedPart = "## What the app uses";
    private const string BesidePart = "## What the emulator declares beside it";

    public string File => $"tests/Repository.Tests/Signatures/{Package}.txt";

    public IEnumerable<Signature> All => Used.Union(Beside);

    public static IReadOnlyList<SignatureList> ReadAll() =>
    [
        .. new DirectoryInfo(Checkout.PathOf("tests", "Repository.Tests", "Signatures")).EnumerateFiles("*.txt")
            .Select(file => Parse(System.IO.File.ReadAllLines(file.FullName))).OrderBy(list => list.Package, StringComparer.Ordinal),
    ];

    private static SignatureList Parse(string[] lines)
    {
        var title = lines[0].Split(' ');
        var beside = Array.IndexOf(lines, BesidePart);
        var used = Array.IndexOf(lines, UsedPart);
        return new SignatureList(title[0], title[1], lines[1], Part(lines[(used + 1)..(beside < 0 ? ^0 : beside)]), Part(beside < 0 ? [] : lines[(beside + 1)..]));
    }

    /// <summary>A type's members follow it, indented.</summary>
    private static HashSet<Signature> Part(IEnumerable<string> lines)
    {
        var part = new HashSet<Signature>();
        var type = "";
        foreach (var line in lines.Where(line => line.Length > 0))
        {
            if (line[0] == ' ')
                part.Add(new Signature(type, line.Trim()));
            else
                part.Add(new Signature(type = line, null));
        }

        return part;
    }
}
