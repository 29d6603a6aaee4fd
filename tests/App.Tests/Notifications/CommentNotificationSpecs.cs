using System.Net;
using System.Net.Http.Json;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Pages;
using AccessReview.App.Tests.Slack;
using Xunit;

namespace AccessReview.App.Tests.Notifications;

/// <summary>A comment notifies the involved people once per batch window and is shown on their pages.</summary>
public sealed class CommentNotificationSpecs
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task A_comment_is_mailed_to_assignees_requester_and_earlier_commenters_but_not_to_its_author()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var number = await app.RequestAsync(SmallOrganization.Reader);

        await SayAsync(app, "olga", number, "Is the course done?");
        await SayAsync(app, "ada", number, "Since Monday.");

        Assert.Equal(["Ada Lovelace commented: Reader (Vault) for Ada Lovelace #1", "Olga Owner commented: Reader (Vault) for Ada Lovelace #1"], (await SubjectsAsync(app, "mia", number)).Order(StringComparer.Ordinal));
        Assert.Equal(["Olga Owner commented: Reader (Vault) for Ada Lovelace #1"], await SubjectsAsync(app, "ada", number));
        Assert.Equal(["Ada Lovelace commented: Reader (Vault) for Ada Lovelace #1"], await SubjectsAsync(app, "olga", number));
        Assert.Empty(await SubjectsAsync(app, "otto", number));
        var mail = await app.MailsOf("olga").LastAsync();
        Assert.Contains("Since Monday.", mail.Html, StringComparison.Ordinal);
        Assert.Contains("Since Monday.", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("/r/", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_comment_is_mailed_at_once_and_later_ones_together_at_the_end_of_the_batch_window()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import, "Notifications:GatherFor=00:10:00");
        var number = await app.RequestAsync(SmallOrganization.Reader);
        await SayAsync(app, "mia", number, "First");
        await SayAsync(app, "mia", number, "Second");
        await SayAsync(app, "mia", number, "Third");

        var first = Assert.Single(await CommentMailsAsync(app, "ada"));
        await app.AdvanceAsync(Window);
        var both = await CommentMailsAsync(app, "ada");
        await app.AdvanceAsync(TimeSpan.FromHours(3));

        Assert.Contains("First", first.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Second", first.Text, StringComparison.Ordinal);
        Assert.Equal(2, both.Count);
        Assert.StartsWith("2 new comments: Reader (Vault) for Ada Lovelace #", both[1].Subject, StringComparison.Ordinal);
        Assert.DoesNotContain("First", both[1].Text, StringComparison.Ordinal);
        Assert.Matches("(?s)Second.*Third", both[1].Text);
        Assert.Equal(2, (await CommentMailsAsync(app, "ada")).Count);
    }

    [Fact]
    public async Task Comments_on_several_tasks_within_the_batch_window_come_in_one_mail()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import, "Notifications:GatherFor=00:10:00");
        var (one, other) = (await app.RequestAsync(SmallOrganization.Reader), await app.RequestAsync(SmallOrganization.Root));

        await SayAsync(app, "mia", one, "At once");
        await SayAsync(app, "mia", other, "About the second");
        await SayAsync(app, "mia", one, "About the first");
        await SayAsync(app, "ada", one, "My own");
        Assert.Single(await CommentMailsAsync(app, "ada"));
        await app.AdvanceAsync(TimeSpan.FromHours(1));
        var mail = (await CommentMailsAsync(app, "ada"))[1];
        await SayAsync(app, "mia", one, "Later");

        Assert.Equal("2 new comments", mail.Subject);
        Assert.Matches("(?s)Open My work.*Mia Manager: About the second", mail.Text);
        Assert.Matches("(?s)Open My work.*Mia Manager: About the first", mail.Text);
        Assert.DoesNotContain("At once", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("My own", mail.Text, StringComparison.Ordinal);
        Assert.Equal(3, (await CommentMailsAsync(app, "ada")).Count);
    }

    [Fact]
    public async Task A_person_who_turned_off_comments_gets_no_mail_and_a_digest_reader_finds_them_in_the_digest()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await WantAsync(app, "ada", "off");
        await WantAsync(app, "mia", "digest");
        var number = await app.RequestAsync(SmallOrganization.Reader);

        await SayAsync(app, "olga", number, "Is the course done?");
        Assert.Empty(await CommentMailsAsync(app, "ada"));
        Assert.Empty(await CommentMailsAsync(app, "mia"));
        await app.AdvanceAsync(TimeSpan.FromHours(2));
        await app.AdvanceAsync(TimeSpan.FromDays(1));
        await app.AdvanceAsync(TimeSpan.FromDays(1));

        var digests = (await app.MailsOf("mia").AllAsync()).Where(mail => mail.Text.Contains("Comments since your last digest", StringComparison.Ordinal));
        Assert.Contains("Olga Owner: Is the course done?", Assert.Single(digests).Text, StringComparison.Ordinal);
        Assert.Empty(await CommentMailsAsync(app, "ada"));
    }

    [Fact]
    public async Task A_person_who_may_no_longer_read_the_task_gets_no_comment_mail()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import, "Notifications:GatherFor=00:10:00");
        var number = await app.RequestAsync(SmallOrganization.Reader);
        await SayAsync(app, "olga", number, "Is the course done?");
        await SayAsync(app, "ada", number, "Nearly");
        await SayAsync(app, "ada", number, "Not for Olga any more");
        await app.ImportAsync(new
        {
            apps = new object[] { new { id = "vault", name = "Vault", ownerIds = "otto" } },
            entitlements = new object[] { new { id = SmallOrganization.Reader, appId = "vault", name = "Reader", risk = "low", ownerIds = "otto" } },
        });

        await app.AdvanceAsync(Window);

        Assert.DoesNotContain(await app.MailsOf("olga").AllAsync(), mail => mail.Text.Contains("Not for Olga any more", StringComparison.Ordinal));
        Assert.Contains(await app.MailsOf("mia").AllAsync(), mail => mail.Text.Contains("Not for Olga any more", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Applying_the_effects_of_a_task_again_notifies_nobody_again()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var number = await app.RequestAsync(SmallOrganization.Reader);
        await SayAsync(app, "mia", number, "Once");
        var before = (await CommentMailsAsync(app, "ada")).Count;

        await app.As("adam").PostAsync($"/api/v1/operation/tasks/{number}/settlements", new { }, HttpStatusCode.OK);
        await app.RestAsync();

        Assert.Equal((1, 1), (before, (await CommentMailsAsync(app, "ada")).Count));
    }

    [Fact]
    public async Task A_comment_mail_to_a_German_reader_is_in_German()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.ImportAsync(new { users = new object[] { new { id = "ada", email = "ada@example.test", displayName = "Ada Lovelace", managerId = "mia", locale = "de" } } });
        var number = await app.RequestAsync(SmallOrganization.Reader);

        await SayAsync(app, "mia", number, "Gerne");

        var mail = Assert.Single(await app.MailsOf("ada").AllAsync());
        Assert.StartsWith("Mia Manager hat kommentiert: ", mail.Subject, StringComparison.Ordinal);
        Assert.DoesNotContain("commented", mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Comments_are_shown_on_the_request_page_to_readers_of_the_task_and_the_task_page_says_who_is_notified()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var request = (await app.As("ada").RequestAsync(SmallOrganization.Reader)).GetProperty("id").GetString();
        var number = (await app.As("mia").MyTasksAsync())[0].GetProperty("number").GetInt32();
        await SayAsync(app, "olga", number, "Is the <b>course</b> done?");
        var ada = await Visitor.SignInAsync(app, "ada");
        var mia = await Visitor.SignInAsync(app, "mia");

        var page = await ada.GetAsync($"/requests/{request}");
        var task = await mia.GetAsync($"/tasks/{number}");

        Assert.Contains("Is the <b>course</b> done?", page.Document.QuerySelector("section[aria-labelledby=comments]")?.TextContent, StringComparison.Ordinal);
        Assert.Contains("Olga Owner", page.Document.QuerySelector("section[aria-labelledby=comments]")?.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector($"a[href='/tasks/{number}#comments']"));
        Assert.Equal("Olga Owner and the requester get this comment by email.", task.Document.QuerySelector("#told")?.TextContent);
    }

    [Fact]
    public async Task In_Slack_the_requester_gets_a_comment_as_a_message_and_assignees_get_it_in_their_thread()
    {
        await using var world = await InSlack.StartAsync("ada", "mia");
        var number = await world.RequestAsync();
        await world.App.AdvanceAsync(TimeSpan.FromSeconds(2));
        var message = await world.LastOfAsync("mia");

        await world.App.As("olga").PostAsync($"/api/v1/tasks/{number}/comments", new { text = "Is the course done?" }, HttpStatusCode.OK);
        await world.App.AdvanceAsync(TimeSpan.FromSeconds(2));

        Assert.Contains("Is the course done?", (await world.LastOfAsync("ada")).Words, StringComparison.Ordinal);
        Assert.Single(await world.MessagesOfAsync("mia"));
        Assert.Contains("Is the course done?", Assert.Single(await world.ThreadOfAsync("mia", message)), StringComparison.Ordinal);
    }

    private static async Task SayAsync(TheApp app, string person, int number, string text)
    {
        await app.As(person).PostAsync($"/api/v1/tasks/{number}/comments", new { text }, HttpStatusCode.OK);
        await app.RestAsync();
    }

    private static async Task<IReadOnlyList<Mail>> CommentMailsAsync(TheApp app, string person) =>
        [.. (await app.MailsOf(person).AllAsync()).Where(mail => mail.Subject.Contains("comment", StringComparison.Ordinal))];

    private static async Task<IEnumerable<string>> SubjectsAsync(TheApp app, string person, int number) =>
        (await CommentMailsAsync(app, person)).Select(mail => mail.Subject.Replace($"#{number}", "#1", StringComparison.Ordinal));

    private static async Task WantAsync(TheApp app, string person, string mail)
    {
        using var answer = await app.As(person).Http.PutAsJsonAsync("/api/v1/my/notification-settings", new { topics = new[] { new { topic = "comment", mail } }, digest = new { hour = 11 } });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
