using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.Repository.Tests.Infra;

public sealed class BicepSpecs
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string[] Files { get; } =
        [.. Directory.EnumerateFiles(Checkout.PathOf("infra"), "*.bicep", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Checkout.PathOf("infra"), file))];

    [Fact]
    public async Task The_Bicep_compiler_reports_nothing()
    {
        Assert.NotEmpty(Files);
        Assert.Equal("", await BicepCompiler.ComplaintsAsync(Checkout.PathOf("infra"), Stop));
    }

    [Fact]
    public async Task The_Bicep_compiler_reports_an_unknown_property()
    {
        await using var copy = await FilesOfInfra.CopyAsync(Stop);
        var bus = copy.PathOf("modules", "serviceBus.bicep");
        await File.WriteAllTextAsync(bus, (await File.ReadAllTextAsync(bus, Stop)).Replace("lockDuration", "lockDurance", StringComparison.Ordinal), Stop);

        Assert.Contains("BCP037", await BicepCompiler.ComplaintsAsync(copy.Folder, Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_Bicep_files_are_formatted()
    {
        await using var copy = await FilesOfInfra.CopyAsync(Stop);

        await BicepCompiler.FormatAsync(copy.Folder, Stop);

        foreach (var file in Files)
            Assert.Equal(await File.ReadAllTextAsync(Checkout.PathOf("infra", file), Stop), await File.ReadAllTextAsync(copy.PathOf(file), Stop), ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void No_Bicep_module_comes_from_a_registry() => Assert.All(Files, file => Assert.DoesNotMatch("'(br|ts)[/:]", File.ReadAllText(Checkout.PathOf("infra", file))));
}
