using System.Globalization;
using System.Text.RegularExpressions;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.App.Tests.Scenarios;

/// <summary>
/// Follows "Try it in five minutes" of README.md to the letter. There, **bold** is a link or button, `code` into *italic* is typed
/// into the field with that label, what a page says is *italic* after "says", and "Wait 30 seconds" moves the clock.
/// </summary>
public sealed partial class TryItSpecs
{
    [Fact]
    public async Task The_clicks_in_the_readme_lead_from_the_first_page_to_a_completed_request()
    {
        await using var app = await TheApp.StartAsync(settings: ["SampleOrganization=on", "Site:OutboxUrl=/emulator/outbox", "SignIn:Authority=", "SignIn:Audience=", "SignIn:TenantIds=", "Tasks:UndoFor=00:00:30"]);
        await app.RestAsync();
        var walk = new Walk(app);
        var steps = Step().Matches(await SectionAsync());
        Assert.Equal(4, steps.Count(step => step.Value.StartsWith("**Sign in as", StringComparison.Ordinal)));

        await walk.OpenAsync("/");
        foreach (var step in steps.Select(step => step.Groups))
        {
            if (step["press"].Success)
                await walk.PressAsync(step["press"].Value);
            else if (step["type"].Success)
                walk.Type(step["type"].Value, step["label"].Value);
            else if (step["wait"].Success)
                await app.AdvanceAsync(TimeSpan.FromSeconds(int.Parse(step["wait"].Value, CultureInfo.InvariantCulture)));
            else
                Assert.Contains(step["says"].Value, walk.Text, StringComparison.Ordinal);
        }

        Assert.EndsWith($"says *{steps[^1].Groups["says"].Value}*", steps[^1].Value, StringComparison.Ordinal);
    }

    private static async Task<string> SectionAsync()
    {
        var readme = await File.ReadAllTextAsync(Checkout.PathOf("README.md"));
        return readme.Split("\n## Try it in five minutes\n")[1].Split("\n## ")[0];
    }

    [GeneratedRegex(@"\*\*(?<press>[^*]+)\*\*|`(?<type>[^`]+)` into \*(?<label>[^*]+)\*|says\s+\*(?<says>[^*]+)\*|Wait (?<wait>[0-9]+) seconds")]
    private static partial Regex Step();
}
