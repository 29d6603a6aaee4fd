using AccessReview.App.Setup;
using AccessReview.App.Tests.Drivers;
using AccessReview.Domain.Directory;
using Xunit;

namespace AccessReview.App.Tests.Directory;

public sealed class ConsoleGreetingSpecs
{
    [Fact]
    public async Task The_console_prints_the_real_address_of_the_site_and_its_administrators()
    {
        await using var issuer = await OidcIssuer.StartAsync();
        await using var process = new AppProcess(TheApp.NewFolder(), issuer) { Settings = ["SampleOrganization=on"] };

        await process.StartAsync();
        var address = process.Address.ToString();

        Assert.Equal($"Access Review: {address}", await process.LineAsync(line => line.StartsWith("Access Review: ", StringComparison.Ordinal)));
        Assert.Equal($"Email outbox: {address}emulator/outbox", await process.LineAsync(line => line.StartsWith("Email outbox: ", StringComparison.Ordinal)));
        Assert.Contains("(tomasz.wisniewski)", await process.LineAsync(line => line.StartsWith("Administrators: ", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains($": {address}r/", await process.LineAsync(line => line.StartsWith("Certification #", StringComparison.Ordinal)), StringComparison.Ordinal);
        await process.KillAsync();
        System.IO.Directory.Delete(process.DataPath, recursive: true);
    }

    [Fact]
    public void Without_an_administrator_the_console_says_how_to_add_one_by_column_or_setting()
    {
        var text = ConsoleGreeting.Text([]);

        Assert.Contains("column roles of users.csv", text, StringComparison.Ordinal);
        Assert.Contains("--Directory:Admins=ID", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_console_names_at_most_a_few_administrators() => Assert.Equal(
        "Administrators: P1 (p1), P2 (p2), P3 (p3), P4 (p4), P5 (p5) and 2 more",
        ConsoleGreeting.Text([.. Enumerable.Range(1, 7).Select(number => new User { Id = UserId.From($"p{number}"), Email = "", DisplayName = $"P{number}" })]));
}
