using System.Net;
using AccessReview.App.Tasks;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Pages;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Xunit;

namespace AccessReview.App.Tests.Undoing;

/// <summary>For half a minute the decider can undo a decision. Until then nothing has left the system.</summary>
public sealed class UndoSpecs
{
    [Fact]
    public async Task Until_a_decision_takes_effect_only_lists_show_it()
    {
        await using var app = await Undo.StartAsync();
        var number = await app.RequestAsync(SmallOrganization.Reader);

        var decided = await app.As("mia").DecideAsync(number, "approve");
        await app.AdvanceAsync(Undo.Window - TimeSpan.FromSeconds(1));

        Assert.Equal(TheApp.Monday + Undo.Window, decided.GetProperty("undoUntil").GetDateTimeOffset());
        Assert.Equal(["read", "undo"], Undo.Actions(decided));
        Assert.Empty(await app.As("mia").NumbersAsync());
        Assert.Equal([number], await app.As("mia").NumbersAsync("&state=closed"));
        Assert.Empty(await app.As("olga").NumbersAsync());
        Assert.Equal("pending", await app.StateOfRequestAsync());
        Assert.Equal(0, await app.MailsOf("olga").CountAsync());
        Assert.Equal(0, await app.MailsOf("ada").CountAsync());

        await app.AdvanceAsync(TimeSpan.FromSeconds(1));

        Assert.Single(await app.As("olga").NumbersAsync("&kind=provisioning"));
        Assert.Equal("provisioning", await app.StateOfRequestAsync());
        Assert.Equal(1, await app.MailsOf("olga").CountAsync());
        Assert.False((await app.TaskAsync(number)).TryGetProperty("undoUntil", out _));
        await Invariants.CheckAsync(app);
    }

    [Fact]
    public async Task An_undone_decision_has_no_effect_and_another_one_can_follow()
    {
        await using var app = await Undo.StartAsync();
        var number = await app.RequestAsync(SmallOrganization.Reader);
        var before = await app.TaskAsync(number);

        await app.As("mia").DecideAsync(number, "deny", "Not needed");
        await app.RestAsync();
        var undone = await app.As("mia").UndoAsync(number);
        await app.AdvanceAsync(TimeSpan.FromMinutes(5));

        Assert.Equal("open", undone.GetProperty("state").GetString());
        Assert.Equal(before.GetProperty("generation").GetInt32(), undone.GetProperty("generation").GetInt32());
        Assert.Equal([number], await app.As("mia").NumbersAsync());
        Assert.Empty(await app.As("mia").NumbersAsync("&state=closed"));
        Assert.Equal(0, await app.MailsOf("ada").CountAsync());
        Assert.Equal("pending", await app.StateOfRequestAsync());

        await app.As("mia").DecideAsync(number, "approve");
        await app.SettleAsync();

        Assert.Equal("provisioning", await app.StateOfRequestAsync());
        Assert.Equal(["taskOpened", "stepStarted", "decided", "taskClosed", "decisionUndone", "decided", "taskClosed"], await app.HistoryAsync(number));
        await Invariants.CheckAsync(app);
    }

    [Fact]
    public async Task An_undone_task_is_in_its_lists_at_once()
    {
        await using var app = await Undo.StartAsync();
        var number = await app.OpenAsync("bob", SmallOrganization.Reader);
        await app.As("olga").DecideAsync(number, "certify");
        await app.RestAsync();
        Assert.Empty(await app.As("otto").NumbersAsync());

        await app.As("olga").UndoAsync(number);

        Assert.Equal([number], await app.As("olga").NumbersAsync());
        Assert.Equal([number], await app.As("otto").NumbersAsync());
        await app.As("otto").DecideAsync(number, "certify");
    }

    [Fact]
    public async Task The_next_approver_neither_sees_nor_decides_the_task_before_the_approval_takes_effect()
    {
        await using var app = await Undo.StartAsync();
        var number = await Undo.RequestRootAsync(app);

        await app.As("mia").DecideAsync(number, "approve");

        Assert.Empty(await app.As("otto").NumbersAsync());
        Assert.Equal(0, await app.MailsOf("otto").CountAsync());
        var refused = await app.As("otto").DecideAsync(number, "approve", expected: HttpStatusCode.Conflict, step: 1);
        Assert.Equal("undo_pending", refused.GetProperty("code").GetString());

        await app.SettleAsync();
        Assert.Equal([number], await app.As("otto").NumbersAsync());
        Assert.Equal(1, await app.MailsOf("otto").CountAsync());
        await app.As("otto").DecideAsync(number, "approve");
        await app.SettleAsync();
        Assert.Equal("provisioning", await app.StateOfRequestAsync());
        await Invariants.CheckAsync(app);
    }

    [Fact]
    public async Task Undoing_an_approval_takes_the_task_back_before_the_next_approver_knows()
    {
        await using var app = await Undo.StartAsync();
        var number = await Undo.RequestRootAsync(app);

        await app.As("mia").DecideAsync(number, "approve");
        await app.RestAsync();
        await app.As("mia").UndoAsync(number);
        await app.AdvanceAsync(TimeSpan.FromMinutes(5));

        Assert.Equal([number], await app.As("mia").NumbersAsync());
        Assert.Empty(await app.As("otto").NumbersAsync());
        Assert.Equal(0, await app.MailsOf("otto").CountAsync());
        await Invariants.CheckAsync(app);
    }

    [Fact]
    public async Task After_the_window_a_decision_stays()
    {
        await using var app = await Undo.StartAsync();
        var number = await app.OpenAsync("bob", SmallOrganization.Reader);
        await app.As("olga").DecideAsync(number, "certify");
        await app.SettleAsync();

        Assert.Equal("undo_too_late", await app.As("olga").CodeAsync(number, HttpStatusCode.Conflict));
        Assert.Equal("certified", (await app.TaskAsync(number)).GetProperty("outcome").GetString());
        await Invariants.CheckAsync(app);
    }

    [Fact]
    public async Task Only_the_decider_can_undo()
    {
        await using var app = await Undo.StartAsync();
        var number = await app.OpenAsync("bob", SmallOrganization.Reader);
        Assert.Equal("nothing_to_undo", await app.As("olga").CodeAsync(number, HttpStatusCode.Conflict));

        await app.As("olga").DecideAsync(number, "certify");

        Assert.Equal("not_decider", await app.As("otto").CodeAsync(number, HttpStatusCode.Forbidden));
        Assert.Equal("not_decider", await app.As(SmallOrganization.Admin).CodeAsync(number, HttpStatusCode.Forbidden));
        Assert.Equal("read_only_role", await app.As("aud").CodeAsync(number, HttpStatusCode.Forbidden));
        Assert.Equal(HttpStatusCode.NotFound, (await app.As("ada").PostAsync($"/api/v1/tasks/{number}/undo", new { })).StatusCode);
        Assert.DoesNotContain("undo", Undo.Actions(await app.TaskAsync(number, "otto")));
    }

    [Fact]
    public async Task A_decision_that_settles_now_takes_effect_at_once()
    {
        await using var app = await Undo.StartAsync();
        var number = await app.RequestAsync(SmallOrganization.Reader);

        var decided = await app.As("mia").PostAsync($"/api/v1/tasks/{number}/decisions", new { decision = "approve", step = 0, settleNow = true }, HttpStatusCode.OK);
        await app.RestAsync();

        Assert.False(decided.TryGetProperty("undoUntil", out _));
        Assert.Single(await app.As("olga").NumbersAsync("&kind=provisioning"));
        Assert.Equal("nothing_to_undo", await app.As("mia").CodeAsync(number, HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task A_bulk_decision_says_for_each_item_until_when_it_can_be_undone()
    {
        await using var app = await Undo.StartAsync();
        int[] numbers = [await app.OpenAsync("bob", SmallOrganization.Reader), await app.OpenAsync("bob", SmallOrganization.Root)];
        var items = numbers.Select(number => new { task = $"{number}", decision = "certify", step = 0 });

        var held = await app.As("olga").PostAsync("/api/v1/tasks/decisions", new { items = items.Take(1) }, HttpStatusCode.OK);
        var settled = await app.As("olga").PostAsync("/api/v1/tasks/decisions", new { items = items.Skip(1), settleNow = true }, HttpStatusCode.OK);

        Assert.Equal(TheApp.Monday + Undo.Window, Assert.Single(held.GetProperty("items").EnumerateArray()).GetProperty("undoUntil").GetDateTimeOffset());
        Assert.False(Assert.Single(settled.GetProperty("items").EnumerateArray()).TryGetProperty("undoUntil", out _));
    }

    [Fact]
    public async Task Of_two_simultaneous_undos_one_is_recorded_and_both_are_answered()
    {
        await using var app = await Undo.StartAsync();
        var number = await app.OpenAsync("bob", SmallOrganization.Reader);
        await app.As("olga").DecideAsync(number, "certify");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => app.As("olga").UndoAsync(number)));
        await app.AdvanceAsync(TimeSpan.FromMinutes(2));

        Assert.Single(await app.HistoryAsync(number), "decisionUndone");
        Assert.Equal([number], await app.As("otto").NumbersAsync());
        await Invariants.CheckAsync(app);
    }

    [Fact]
    public async Task The_requester_can_withdraw_while_an_approval_can_be_undone()
    {
        await using var app = await Undo.StartAsync();
        var number = await Undo.RequestRootAsync(app);
        await app.As("mia").DecideAsync(number, "approve");
        await app.RestAsync();

        await app.As("ada").PostAsync($"/api/v1/tasks/{number}/cancellation", new { }, HttpStatusCode.OK);
        Assert.Equal("undo_overtaken", await app.As("mia").CodeAsync(number, HttpStatusCode.Conflict));
        await app.AdvanceAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(0, await app.MailsOf("otto").CountAsync());
        Assert.Equal("cancelled", await app.StateOfRequestAsync());
        await Invariants.CheckAsync(app);
    }

    [Theory]
    [InlineData("approve", true)]
    [InlineData("approve", false)]
    [InlineData("deny", true)]
    [InlineData("deny", false)]
    public async Task A_request_withdrawn_before_its_decision_takes_effect_stays_withdrawn(string decision, bool isUndone)
    {
        await using var app = await Undo.StartAsync();
        var number = await app.RequestAsync(SmallOrganization.Reader);
        var request = (await app.As("ada").GetAsync("/api/v1/my/requests")).GetProperty("items")[0].GetProperty("id").GetString();
        await app.As("mia").DecideAsync(number, decision, "As agreed");
        await app.RestAsync();

        await app.As("ada").PostAsync($"/api/v1/requests/{request}/cancellation", new { }, HttpStatusCode.OK);
        if (isUndone)
            await app.As("mia").UndoAsync(number);
        await app.AdvanceAsync(TimeSpan.FromMinutes(2));

        Assert.Equal("cancelled", await app.StateOfRequestAsync());
        Assert.Equal("closed", (await app.TaskAsync(number)).GetProperty("state").GetString());
        Assert.Empty(await app.As("mia").NumbersAsync());
        Assert.Empty(await app.As("olga").NumbersAsync());
    }

    [Fact]
    public async Task A_reminder_due_while_a_decision_can_be_undone_waits_and_comes_after_the_undo()
    {
        await using var app = await Undo.StartAsync();
        var number = await app.OpenAsync("bob", SmallOrganization.Reader);
        var task = await app.TaskAsync(number);
        var rung = task.GetProperty("ladder")[0].GetProperty("at").GetDateTimeOffset();
        await app.AdvanceAsync(rung - app.Now - TimeSpan.FromSeconds(10));
        var mails = await app.MailsOf("otto").CountAsync();

        await app.As("olga").DecideAsync(number, "certify");
        await app.AdvanceAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(mails, await app.MailsOf("otto").CountAsync());
        await app.As("olga").UndoAsync(number);
        await app.RestAsync();

        Assert.Equal(mails + 1, await app.MailsOf("otto").CountAsync());
        await Invariants.CheckAsync(app);
    }

    [Fact]
    public async Task A_batch_mail_due_while_a_decision_can_be_undone_loses_no_task()
    {
        await using var app = await Undo.StartAsync("Notifications:GatherFor=00:10:00");
        await app.OpenAsync("bob", SmallOrganization.Reader);
        var number = await app.OpenAsync("bob", SmallOrganization.Root);
        await app.AdvanceAsync(TimeSpan.FromMinutes(9.75));

        await app.As("olga").DecideAsync(number, "certify");
        await app.AdvanceAsync(TimeSpan.FromSeconds(20));
        await app.As("olga").UndoAsync(number);
        Assert.DoesNotContain(await app.MailsOf("otto").AllAsync(), mail => mail.Text.Contains("Root", StringComparison.Ordinal));
        await app.AdvanceAsync(TimeSpan.FromMinutes(30));

        Assert.Single(await app.MailsOf("otto").AllAsync(), mail => mail.Text.Contains("Root", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_restart_loses_neither_the_decision_nor_its_effects()
    {
        var folder = TheApp.NewFolder();
        await using var issuer = await OidcIssuer.StartAsync();
        int number;
        await using (var app = await TheApp.StartAsync(issuer, folder, null, Undo.Setting))
        {
            await app.ImportAsync(SmallOrganization.Import);
            number = await app.RequestAsync(SmallOrganization.Reader);
            await app.As("mia").DecideAsync(number, "approve");
        }

        await using (var app = await TheApp.StartAsync(issuer, folder, null, Undo.Setting))
        {
            await app.RestAsync();
            Assert.Equal("pending", await app.StateOfRequestAsync());
            await app.AdvanceAsync(Undo.Window);
            Assert.Equal("provisioning", await app.StateOfRequestAsync());
            Assert.Single(await app.As("olga").NumbersAsync("&kind=provisioning"));
            await Invariants.CheckAsync(app);
        }

        System.IO.Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_task_whose_orchestration_ended_during_the_window_is_found_by_the_reconciler()
    {
        await using var app = await Undo.StartAsync();
        var number = await app.RequestAsync(SmallOrganization.Reader);
        var id = (await app.TaskAsync(number)).GetProperty("id").GetString().Found();
        await app.As("mia").DecideAsync(number, "approve");
        await app.RestAsync();

        await app.Durable.TerminateInstanceAsync(id, cancellation: CancellationToken.None);
        await app.AdvanceAsync(TimeSpan.FromMinutes(6));

        Assert.Equal("provisioning", await app.StateOfRequestAsync());
        await Invariants.CheckAsync(app);
    }

    [Fact]
    public async Task A_decision_that_is_taking_effect_cannot_be_undone_even_by_an_instance_whose_clock_is_slow()
    {
        await using var app = await Undo.StartAsync();
        var number = await app.OpenAsync("bob", SmallOrganization.Reader);
        await app.As("olga").DecideAsync(number, "certify");
        await app.RestAsync();
        var store = app.Get<TaskStore>();
        var stored = (await store.LoadAsync(TaskId.From((await app.TaskAsync(number)).GetProperty("id").GetString().Found()), CancellationToken.None)).Found();

        Assert.NotNull(await store.ReleaseAsync(stored, CancellationToken.None));

        Assert.Equal("undo_too_late", await app.As("olga").CodeAsync(number, HttpStatusCode.Conflict));
        // An undo that was loaded before.
        var undone = new TaskEvent.DecisionUndone { At = app.Now, By = Actor.Person(UserId.From("olga")) };
        Assert.Null(await store.AppendAsync(stored, [undone], "late", null, CancellationToken.None));
    }

    [Fact]
    public async Task A_decision_undone_while_it_was_about_to_take_effect_has_no_effects()
    {
        await using var app = await Undo.StartAsync();
        var number = await app.RequestAsync(SmallOrganization.Reader);
        await app.As("mia").DecideAsync(number, "approve");
        await app.RestAsync();
        var store = app.Get<TaskStore>();
        var stored = (await store.LoadAsync(TaskId.From((await app.TaskAsync(number)).GetProperty("id").GetString().Found()), CancellationToken.None)).Found();
        await app.As("mia").UndoAsync(number);

        Assert.Null(await store.ReleaseAsync(stored, CancellationToken.None));
        await app.Get<TaskSettler>().SettleAsync(app.Durable, stored.Task.Id, app.Now + Undo.Window, CancellationToken.None);
        await app.AdvanceAsync(TimeSpan.FromMinutes(5));

        Assert.Empty(await app.As("olga").NumbersAsync());
        Assert.Equal("pending", await app.StateOfRequestAsync());
        await Invariants.CheckAsync(app);
    }

    [Fact]
    public async Task A_change_of_the_directory_during_the_window_counts_after_an_undo()
    {
        await using var app = await Undo.StartAsync();
        var number = await app.RequestAsync(SmallOrganization.Reader);
        await app.As("mia").DecideAsync(number, "approve");
        await app.ImportAsync(new { users = new object[] { new { id = "ada", email = "ada@example.test", displayName = "Ada Lovelace", managerId = "max" } } });

        await app.As("mia").UndoAsync(number);
        await app.AdvanceAsync(TimeSpan.FromMinutes(2));

        Assert.Empty(await app.As("mia").NumbersAsync());
        Assert.Equal([number], await app.As("max").NumbersAsync());
        await Invariants.CheckAsync(app);
    }

    [Fact]
    public async Task A_leaver_ends_a_task_whose_approval_could_be_undone()
    {
        await using var app = await Undo.StartAsync();
        var number = await Undo.RequestRootAsync(app);
        await app.As("mia").DecideAsync(number, "approve");
        await app.RestAsync();

        await app.ImportAsync(new { users = new object[] { new { id = "ada", email = "ada@example.test", displayName = "Ada Lovelace", managerId = "mia", active = false } } });
        Assert.Equal("undo_overtaken", await app.As("mia").CodeAsync(number, HttpStatusCode.Conflict));
        await app.AdvanceAsync(TimeSpan.FromMinutes(2));

        Assert.Equal("obsolete", (await app.TaskAsync(number)).GetProperty("outcome").GetString());
        Assert.Equal(0, await app.MailsOf("otto").CountAsync());
        await Invariants.CheckAsync(app);
    }

    [Fact]
    public async Task Settling_again_does_not_end_the_window()
    {
        await using var app = await Undo.StartAsync();
        var number = await app.RequestAsync(SmallOrganization.Reader);
        await app.As("mia").DecideAsync(number, "approve");

        await app.As(SmallOrganization.Admin).PostAsync($"/api/v1/operation/tasks/{number}/settlements", new { restart = true }, HttpStatusCode.OK);
        await app.RestAsync();

        Assert.Empty(await app.As("olga").NumbersAsync());
        await app.As("mia").UndoAsync(number);
        await app.AdvanceAsync(TimeSpan.FromMinutes(2));
        Assert.Equal([number], await app.As("mia").NumbersAsync());
        Assert.Equal("pending", await app.StateOfRequestAsync());
        await Invariants.CheckAsync(app);
    }

    [Theory]
    [InlineData("-00:00:01")]
    [InlineData("00:02:01")]
    public async Task An_invalid_window_stops_the_start(string window)
    {
        var failed = await Assert.ThrowsAnyAsync<Exception>(() => TheApp.StartAsync(settings: [$"Tasks:UndoFor={window}"]));

        Assert.Contains("Tasks:UndoFor must be between 00:00:00 and 00:02:00", failed.ToString(), StringComparison.Ordinal);
    }
}
