using System.Reflection;
using System.Xml.Linq;
using AccessReview.App.Tests.Drivers;
using AccessReview.Emulator.Host;
using Microsoft.CodeAnalysis;
using Xunit;

namespace AccessReview.App.Tests.Signatures;

/// <summary>
/// The app compiles against the emulator and against Microsoft's packages because both declare the same. The lists of this folder
/// were read from the packages: the emulator is compared with the lists, and the lists with the packages, wherever a registry has them.
/// </summary>
public sealed class SignatureSpecs
{
    private static readonly string Packages = typeof(SignatureSpecs).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "Packages").Value ?? "";
    private static readonly Assembly Emulator = typeof(EmulatorHandle).Assembly;
    private static readonly Lazy<IReadOnlyList<SignatureList>> Lists = new(SignatureList.ReadAll);
    private static readonly Lazy<ILookup<bool, INamedTypeSymbol>> Declared = new(() => PublicSurface.Of(Emulator.Location).Types
        .ToLookup(type => type.ContainingNamespace.ToDisplayString().StartsWith(nameof(AccessReview), StringComparison.Ordinal)));

    private static IEnumerable<INamedTypeSymbol> Ours => Declared.Value[true];

    private static IEnumerable<INamedTypeSymbol> Microsofts => Declared.Value[false];

    public static TheoryData<string> Read => [.. Lists.Value.Where(list => FileOf(list) is not null).Select(list => list.Package)];

    [Fact]
    public void What_is_listed_the_emulator_declares_exactly_so()
    {
        var declared = Microsofts.SelectMany(SignaturesOf).Select(pair => pair.Signature).ToHashSet();

        None(Lists.Value.SelectMany(list => list.All.Except(declared).Select(entry => $"functions/Emulator/Surface/{list.Package} does not declare this: {entry}")));
    }

    [Fact]
    public void What_the_emulator_declares_in_Microsofts_namespaces_is_listed()
    {
        var listed = Lists.Value.SelectMany(list => list.All).ToHashSet();

        None(Microsofts.SelectMany(SignaturesOf).Select(pair => pair.Signature).Except(listed)
            .Select(entry => $"Look this up in its package, then add the package's line to its list in tests/App.Tests/Signatures: {entry}"));
    }

    [Fact]
    public void The_lists_say_what_the_app_uses()
    {
        var tokens = UsesOfTheApp.Of(Emulator);
        var used = Microsofts.SelectMany(SignaturesOf).Where(pair => tokens.Contains(pair.Symbol.MetadataToken)).Select(pair => pair.Signature).ToHashSet();

        Assert.NotEmpty(used);
        None(used.Except(Lists.Value.SelectMany(list => list.Used)).Select(entry => $"The app uses this; its list says so in the first part: {entry}"));
        None(Lists.Value.SelectMany(list => list.Used.Except(used).Select(entry => $"The app does not use this; it belongs into the second part of {list.File}, or nowhere: {entry}")));
    }

    [Fact]
    public void The_app_uses_nothing_that_only_the_emulator_has()
    {
        var tokens = UsesOfTheApp.Of(Emulator);

        None(Ours.SelectMany(SignaturesOf).Where(pair => tokens.Contains(pair.Symbol.MetadataToken)).Select(pair => pair.Signature.ToString()));
    }

    [Theory]
    [MemberData(nameof(Read))]
    public void A_list_says_what_its_package_declares(string package)
    {
        var list = Lists.Value.Single(candidate => candidate.Package == package);
        var real = PublicSurface.Of(FileOf(list) ?? "", [.. Lists.Value.Select(FileOf).OfType<string>()]);

        Assert.NotEmpty(list.Used);
        None(list.All.Except(real.Types.SelectMany(SignaturesOf).Select(pair => pair.Signature)).Select(entry => $"{package} {list.Version} does not declare this: {entry}"));
    }

    [Fact]
    public void A_list_is_of_the_version_that_the_app_is_built_with_in_Azure()
    {
        var pins = XDocument.Load(Checkout.PathOf("Directory.Packages.props")).Descendants("PackageVersion")
            .ToDictionary(pin => (string?)pin.Attribute("Include") ?? "", pin => (string?)pin.Attribute("Version"));
        var folders = System.IO.Directory.EnumerateDirectories(Checkout.PathOf("functions", "Emulator", "Surface")).Select(Path.GetFileName);

        Assert.All(Lists.Value, list => Assert.Equal(pins.GetValueOrDefault(list.Package), list.Version));
        Assert.Equal(folders.Order(StringComparer.Ordinal), Lists.Value.Select(list => list.Package));
    }

    private static void None(IEnumerable<string> complaints)
    {
        var text = string.Join('\n', complaints);
        Assert.True(text.Length == 0, text);
    }

    private static IEnumerable<(Signature Signature, ISymbol Symbol)> SignaturesOf(INamedTypeSymbol type)
    {
        var shown = Declaration.Of(type);
        return [(new Signature(shown, null), type), .. PublicSurface.MembersOf(type).Select(member => (new Signature(shown, Declaration.Of(member)), member))];
    }

    /// <summary>The package's assembly, downloaded for these tests; null for one that was read as source.</summary>
    private static string? FileOf(SignatureList list) =>
        list.Source.StartsWith("lib/", StringComparison.Ordinal) ? Path.Combine(Packages, list.Package.ToLowerInvariant(), list.Version, list.Source) : null;
}
