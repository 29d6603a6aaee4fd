using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.App.Tests.Keys;

/// <summary>An invalid setting ends the start with one sentence.</summary>
public sealed class RefusedStartSpecs
{
    [Theory]
    [InlineData(false, "Directory:TimeZone=Mars/Olympus", "Directory:TimeZone is Mars/Olympus. Write an IANA time zone")]
    [InlineData(false, "Directory:Admins=adam@example.test", "Write the ids of people in the directory")]
    [InlineData(true, "Directory:TimeZone=Mars/Olympus", "Directory:TimeZone is Mars/Olympus. Write an IANA time zone")]
    public async Task A_refused_start_prints_the_reason_without_a_stack_trace(bool isChild, string setting, string sentence)
    {
        await using var issuer = await OidcIssuer.StartAsync();
        var folder = TheApp.NewFolder();
        await using var app = new AppProcess(folder, issuer) { IsChild = isChild, Settings = [setting] };

        var ended = await Assert.ThrowsAsync<InvalidOperationException>(app.StartAsync);

        Assert.Contains(sentence, ended.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ended.Message, StringComparison.Ordinal);
        Assert.Equal(1, app.ExitCode);
        System.IO.Directory.Delete(folder, recursive: true);
    }
}
