using System.Text;
using AccessReview.Emulator.Email;
using Azure;
using Xunit;

namespace AccessReview.Emulator.Tests.Email;

public sealed class OutboxRepairTests
{
    [Theory]
    [InlineData("")]
    [InlineData("From: ")]
    public async Task A_mail_file_truncated_by_a_crash_is_complete_after_the_next_start(string left)
    {
        await using var driver = await MailServer.StartAsync();
        await driver.SendAsync(MailServer.Mail());
        var file = Directory.GetFiles(driver.OutboxFolder, "*.eml").Single();
        var whole = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(file, left, Encoding.ASCII);

        await driver.Engine.StartAsync(CancellationToken.None);

        Assert.Equal(whole, await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task Temporary_files_left_by_a_crash_are_deleted_at_the_next_start()
    {
        await using var driver = await MailServer.StartAsync();
        await driver.SendAsync(MailServer.Mail());
        await File.WriteAllTextAsync(Path.Combine(driver.OutboxFolder, ".0123456789abcdef.tmp"), "half");

        await driver.Engine.StartAsync(CancellationToken.None);

        Assert.Single(new DirectoryInfo(driver.OutboxFolder).EnumerateFiles());
    }

    [Fact]
    public async Task A_mail_deleted_before_a_crash_has_no_file_after_the_next_start()
    {
        await using var driver = await MailServer.StartAsync();
        await driver.SendAsync(MailServer.Mail());
        await driver.Database.WriteAsync(MailStore.Clear);
        await File.WriteAllTextAsync(Path.Combine(driver.OutboxFolder, "kept-by-hand.eml"), "mine");

        await driver.Engine.StartAsync(CancellationToken.None);

        Assert.Equal("kept-by-hand.eml", Path.GetFileName(Directory.GetFiles(driver.OutboxFolder).Single()));
    }

    [Fact]
    public async Task An_outbox_folder_that_cannot_be_written_fails_no_mail_and_is_completed_later()
    {
        await using var driver = await MailServer.StartAsync();
        await File.WriteAllTextAsync(driver.OutboxFolder, "a file in the place of the folder");
        await driver.SendAsync(MailServer.Mail("First"));
        await driver.SendAsync(MailServer.Mail("Second"));

        File.Delete(driver.OutboxFolder);
        await driver.Clock.AdvanceAsync(TimeSpan.FromMinutes(2));
        await driver.RestAsync();

        Assert.Equal(2, Directory.GetFiles(driver.OutboxFolder, "*.eml").Length);
    }

    [Fact]
    public async Task A_mail_that_cannot_be_stored_gets_503_with_Retry_After()
    {
        await using var driver = await MailServer.StartAsync();
        driver.Database.IsFull = true;

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => driver.SendAsync(MailServer.Mail()));

        Assert.Equal(503, refused.Status);
        Assert.True(refused.GetRawResponse()!.Headers.TryGetValue("Retry-After", out _));
    }

    [Fact]
    public async Task Mail_files_are_readable_only_by_their_owner()
    {
        await using var driver = await MailServer.StartAsync();
        await driver.SendAsync(MailServer.Mail());

        var mail = new FileInfo(Directory.GetFiles(driver.OutboxFolder, "*.eml").Single());

        Assert.True(OperatingSystem.IsWindows() || mail.UnixFileMode == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }
}
