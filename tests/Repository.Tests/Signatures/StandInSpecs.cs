using Microsoft.CodeAnalysis;
using Xunit;

namespace AccessReview.Repository.Tests.Signatures;

/// <summary>
/// An app compiles against the stand-ins exactly as against Microsoft's packages, whose signatures are listed in
/// tests/Repository.Tests/Signatures.
/// </summary>
public sealed class StandInSpecs
{
    // Called by code that the SDK generates into the app, not by the app.
    private const string Startup = "ServiceBusExtensionStartup";

    public static TheoryData<string> StandIns => ["Azure.Communication.Email", "Microsoft.Azure.Functions.Worker.Extensions.ServiceBus"];

    [Theory]
    [MemberData(nameof(StandIns))]
    public void A_stand_in_declares_the_used_members_exactly_like_the_package(string package)
    {
        var missing = ListOf(package).Used.Except(Declared(package)).Select(entry => entry.ToString());

        Assert.Empty(missing);
    }

    [Theory]
    [MemberData(nameof(StandIns))]
    public void A_stand_in_declares_only_members_of_the_package(string package)
    {
        var declared = Declared(package);

        Assert.NotEmpty(declared);
        Assert.Empty(declared.Except(ListOf(package).All).Select(entry => entry.ToString()));
    }

    private static SignatureList ListOf(string package) => SignatureList.ReadAll().Single(list => list.Package == package);

    private static HashSet<Signature> Declared(string package)
    {
        var types = PublicSurface.Of(Path.Combine(AppContext.BaseDirectory, $"{package}.dll")).Types;
        return [.. types.Where(type => type.Name != Startup).SelectMany(SignaturesOf)];
    }

    private static IEnumerable<Signature> SignaturesOf(INamedTypeSymbol type)
    {
        var shown = Declaration.Of(type);
        return [new Signature(shown, null), .. PublicSurface.MembersOf(type).Select(member => new Signature(shown, Declaration.Of(member)))];
    }
}
