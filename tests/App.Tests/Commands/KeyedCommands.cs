using System.Net;
using System.Net.Http.Json;
using AccessReview.App.Notifications;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Pages;
using AccessReview.Domain.Tasks;
using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;

namespace AccessReview.App.Tests.Commands;

/// <summary>Every function that accepts an Idempotency-Key. A house rule fails until a new one is listed here.</summary>
public static class KeyedCommands
{
    public static IReadOnlyList<Command> OfTasks { get; } =
    [
        OfTask("DecideTask", "olga", "decisions", new { decision = "certify", step = 0 }, "decided"),
        OfTask("CommentOnTask", "olga", "comments", new { text = "Said once" }, "commented"),
        OfTask("ReassignTask", "olga", "reassignments", new { to = "otto", step = 0, reason = "Knows more" }, "reassigned"),
        OfTask("RemindAssignees", "adam", "reminders", new { }, "reminded"),
        OfTask("CancelTask", "adam", "cancellation", new { reason = "Not needed" }, "cancelled"),
        new("RetryTask", HttpStatusCode.OK, async world =>
        {
            var person = world.NextPerson();
            await world.App.As(person).RequestAsync(SmallOrganization.Reader, "To be tried again");
            await DecideAsync(world, "mia", person, "approve");
            var failed = await DecideAsync(world, "olga", person, "error");
            return ForTask(world, failed, "olga", "retries", new { reason = "It is up" }, "retried");
        }),
        new("AskRequester", HttpStatusCode.OK, async world =>
            ForTask(world, await ApprovalAsync(world, world.NextPerson()), "mia", "questions", new { text = "Asked once" }, "informationRequested")),
        new("JudgeException", HttpStatusCode.OK, async world =>
        {
            var number = await world.CertifyAsync(SmallOrganization.Root);
            var exception = new { decision = "certify", step = 0, reason = "The only tool", until = "2026-12-31", compensatingControl = "Logged", settleNow = true };
            await world.App.As("otto").PostAsync($"/api/v1/tasks/{number}/decisions", exception, HttpStatusCode.OK);
            await world.App.RestAsync();
            return ForTask(world, number, "olga", "exception", new { approves = true }, "exceptionApproved");
        }),
        new("AnswerQuestion", HttpStatusCode.OK, async world =>
        {
            var person = world.NextPerson();
            var number = await ApprovalAsync(world, person);
            await world.App.As("mia").PostAsync($"/api/v1/tasks/{number}/questions", new { text = "Which team?" }, HttpStatusCode.OK);
            await world.App.RestAsync();
            return ForTask(world, number, person, "answers", new { text = "Answered once" }, "informationGiven");
        }),
    ];

    public static IReadOnlyList<Command> All { get; } =
    [
        .. OfTasks,
        new("CertifyUnchanged", HttpStatusCode.OK, world => Task.FromResult(new SentCommand(
            "otto", "/api/v1/my/campaigns/none/certify-unchanged", new { }, null, () => Task.FromResult(0))))
        {
            Effects = 0,
        },
        new("DecideTasks", HttpStatusCode.OK, async world =>
        {
            var (one, other) = (await world.CertifyAsync(), await world.CertifyAsync(SmallOrganization.Root));
            var items = new[] { one, other }.Select(number => new { task = $"{number}", decision = "certify", step = 0 });
            return new("otto", "/api/v1/tasks/decisions", new { items }, IsTask, async () => await world.CountAsync(one, "decided") + await world.CountAsync(other, "decided"));
        })
        {
            Effects = 2,
        },
        new("OpenTask", HttpStatusCode.Created, async world =>
        {
            async Task<int> TasksAsync() => (await Invariants.TasksAsync(world.App)).Count(task => task.Stored.Task.RequestReason == "Opened once");
            await world.CancelRevocationsAsync();
            var before = await TasksAsync();
            var body = new { kind = "revocation", user = "bob", entitlement = SmallOrganization.Root, reason = "Opened once" };
            return new("adam", "/api/v1/tasks", body, IsTask, async () => await TasksAsync() - before);
        }),
        new("OpenReviewsOfUser", HttpStatusCode.OK, async world =>
        {
            var person = await HolderAsync(world);
            return new("mia", $"/api/v1/users/{person}/reviews", new { kind = "certification" }, IsTask, () => CountTasksAboutAsync(world, person));
        }),
        new("OpenReviewsOfEntitlement", HttpStatusCode.OK, async world =>
        {
            var person = await HolderAsync(world);
            return new("olga", "/api/v1/entitlements/vault%2Freader/reviews", new { kind = "certification", users = new[] { person } }, IsTask, () => CountTasksAboutAsync(world, person));
        }),
        new("CreateCampaign", HttpStatusCode.Created, async world =>
        {
            async Task<int> CampaignsAsync() => (await world.App.As("adam").GetAsync("/api/v1/campaigns?limit=100")).GetProperty("items").EnumerateArray()
                .Count(campaign => campaign.GetProperty("name").GetString() == "Created once");
            var before = await CampaignsAsync();
            return new("adam", "/api/v1/campaigns", CampaignOf("Created once", "nobody"), IsCampaign, async () => await CampaignsAsync() - before);
        }),
        new("CreateCampaignFromTemplate", HttpStatusCode.Created, async world =>
        {
            var content = new
            {
                plan = new { name = "From a template", reviewers = new { source = "appOwners" }, scope = new { people = new[] { "nobody" } } },
                durationDays = 14,
            };
            using var written = await world.App.As("adam").Http.PutAsync("/api/v1/campaign-templates/once", JsonContent.Create(content));
            written.EnsureSuccessStatusCode();
            async Task<int> CampaignsAsync() => (await world.App.As("adam").GetAsync("/api/v1/campaigns?limit=100")).GetProperty("items").EnumerateArray()
                .Count(campaign => campaign.TryGetProperty("origin", out var origin) && origin.GetProperty("template").GetString() == "once");
            var before = await CampaignsAsync();
            return new("adam", "/api/v1/campaign-templates/once/campaigns", new { }, IsCampaign, async () => await CampaignsAsync() - before);
        }),
        OfCampaign("FreezeCampaign", "freeze", new { }, "freezeBegan"),
        OfCampaign("StartCampaign", "start", new { }, "campaignStarted", "freeze"),
        OfCampaign("ExtendCampaign", "extend", new { due = "2027-02-01", reason = "Holidays" }, "dueExtended", "freeze", "start"),
        OfCampaign("CloseCampaign", "close", new { reason = "Seen" }, "closingBegan", "freeze", "start"),
        OfCampaign("CancelCampaign", "cancel", new { reason = "Wrong scope" }, "cancellationBegan", "freeze", "start"),
        OfCampaign("RemindReviewers", "reminders", new { }, "remindersSent", "freeze", "start") with { Expected = HttpStatusCode.OK },
        new("DecideLateItems", HttpStatusCode.OK, async world =>
        {
            var (person, address) = await CampaignAsync(world, "DecideLateItems", "freeze", "start");
            await world.App.As("adam").PostAsync("/api/v1/directory/imports", new { grants = new[] { new { userId = person, entitlementId = SmallOrganization.Root } } }, HttpStatusCode.Accepted);
            await world.App.AdvanceAsync(TimeSpan.FromMinutes(20));
            var late = (await world.App.As("adam").GetAsync($"{address}/late")).GetProperty("items")[0].GetProperty("id").GetString();
            return new("adam", $"{address}/late", new { decision = "add", items = new[] { late } }, IsCampaign, () => HappenedAsync(world, address, "lateAdded"));
        }),
        OfCampaign("ConfirmCampaignGuard", "guard/confirm", new { decision = "remove" }, "guardConfirmed", "freeze", "start", "close"),
        OfCampaign("ReassignCampaignItems", "items/reassignments", new { items = new[] { 1 }, to = "max", reason = "Knows them" }, "itemsAssigned", "freeze", "start") with { Expected = HttpStatusCode.OK },
        new("TakeBackRemoval", HttpStatusCode.OK, async world =>
            ForTask(world, (await RemovalAsync(world)).Number, "olga", "removal/take-back", new { reason = "Wrong line" }, "removalTakenBack")),
        new("ContestRemoval", HttpStatusCode.OK, async world =>
        {
            var (number, person) = await RemovalAsync(world);
            return ForTask(world, number, person, "removal/contest", new { comment = "I need it" }, "removalContested");
        }),
        new("JudgeContestedRemoval", HttpStatusCode.OK, async world =>
        {
            var (number, person) = await RemovalAsync(world);
            await world.App.As(person).PostAsync($"/api/v1/tasks/{number}/removal/contest", new { comment = "I need it" }, HttpStatusCode.OK);
            return ForTask(world, number, "adam", "removal/decision", new { decision = "keep", reason = "They do" }, "contestJudged");
        }),
        new("SignOffCampaign", HttpStatusCode.Accepted, async world =>
        {
            var (address, _) = await StagedCampaignAsync(world, "SignOffCampaign");
            await world.App.As("carl").PostAsync($"{address}/close", new { reason = "Before" }, HttpStatusCode.Accepted);
            await world.App.RestAsync();
            return new("carl", $"{address}/sign-off", new { statement = "Complete" }, IsCampaign, () => HappenedAsync(world, address, "ownerSignedOff"));
        }),
        new("SignOffMyReview", HttpStatusCode.Accepted, async world =>
        {
            var (address, person) = await StagedCampaignAsync(world, "SignOffMyReview");
            var task = (await world.App.As("otto").MyTasksAsync()).Single(task => task.GetProperty("subjectUser").GetString() == person);
            await world.App.As("otto").DecideAsync(task.GetProperty("number").GetInt32(), "certify", "Seen");
            return new("otto", address.Replace("/campaigns/", "/my/campaigns/", StringComparison.Ordinal) + "/sign-off", new { statement = "Seen" }, IsCampaign, () => HappenedAsync(world, address, "reviewerSignedOff"));
        }),
        new("RequestAccess", HttpStatusCode.Created, world =>
        {
            var person = world.NextPerson();
            return Task.FromResult(new SentCommand(
                person,
                "/api/v1/requests",
                new { entitlementId = SmallOrganization.Reader, reason = "Requested once" },
                text => IsBatchOf(text, "Requests"),
                async () => (await world.App.As(person).GetAsync("/api/v1/my/requests")).GetProperty("items").GetArrayLength()));
        }),
        new("CancelRequest", HttpStatusCode.OK, async world =>
        {
            var person = world.NextPerson();
            var request = await world.App.As(person).RequestAsync(SmallOrganization.Reader, "To be taken back");
            var task = (await OpenTaskOfAsync(world, person)).Number;
            return new(person, $"/api/v1/requests/{request.GetProperty("id").GetString()}/cancellation", new { reason = "Not needed" }, IsTask, () => world.CountAsync(task, "cancelled"));
        }),
        new("DecideEndings", HttpStatusCode.OK, async world =>
        {
            var id = await WaitingEndingAsync(world);
            async Task<int> DeclinedAsync() => (await world.App.As("adam").GetAsync($"/api/v1/directory/imports/{id}")).GetProperty("endings").EnumerateArray()
                .Count(ending => ending.GetProperty("state").GetString() == "declined");
            return new("adam", $"/api/v1/directory/imports/{id}/ending-decisions", new { app = "spare", ends = false }, null, DeclinedAsync);
        }),
        new("BeginIndexRebuild", HttpStatusCode.Accepted, world => RunAsync(world, "/api/v1/operation/index-rebuilds", "RebuildIndex-")),
        new("BeginAuditCheck", HttpStatusCode.Accepted, world => RunAsync(world, "/api/v1/operation/audit-checks", "CheckAudit-")),
        new("SettleAgain", HttpStatusCode.OK, async world =>
        {
            var number = await world.CertifyAsync();
            var id = (await world.App.As("adam").GetAsync($"/api/v1/tasks/{number}")).GetProperty("id").GetString();
            return new("adam", $"/api/v1/operation/tasks/{number}/settlements", new { restart = true }, IsTask, () => world.CountInstancesAsync($"{id}-r"));
        }),
        new("ReplayDeadLetters", HttpStatusCode.OK, async world =>
        {
            async Task<int> LettersAsync() => (await world.App.As("adam").GetAsync("/api/v1/operation/dead-letters")).GetProperty("items").GetArrayLength();
            var before = await LettersAsync();
            await using (var sender = world.App.Get<ServiceBusClient>().CreateSender(NotificationMessage.Queue))
                await sender.SendMessageAsync(new ServiceBusMessage("{") { MessageId = Guid.NewGuid().ToString() });
            await world.App.RestAsync();
            return new("adam", "/api/v1/operation/dead-letters/replays", new { }, null, async () => await LettersAsync() - before);
        }),
        new("ProposeSlackMembers", HttpStatusCode.OK, world => Task.FromResult(new SentCommand(
            "adam", "/api/v1/slack/members/proposals", new { userIds = new[] { "ada" } }, null, async () => (await world.App.As("adam").GetAsync("/api/v1/slack/members")).GetProperty("items").GetArrayLength())))
        {
            Effects = 0,
        },
        // Prepared last: others move the clock past the time to undo, and import.
        new("UndoTask", HttpStatusCode.OK, async world =>
        {
            var number = await world.CertifyAsync();
            await world.App.As("otto").DecideAsync(number, "certify");
            return ForTask(world, number, "otto", "undo", new { }, "decisionUndone");
        }),
        new("ReceiveImport", HttpStatusCode.Accepted, async world =>
        {
            async Task<int> ImportsAsync() => await world.App.Tables.GetTableClient("Directory")
                .QueryAsync<TableEntity>("PartitionKey eq 'import-start'").Select(row => row.GetString("Id")).Distinct().CountAsync();
            var before = await ImportsAsync();
            var users = new[] { new { id = "eve", email = "eve@example.test", displayName = "Eve New" } };
            return new(
                "adam",
                "/api/v1/directory/imports",
                new { users },
                text => text.Contains("import-", StringComparison.Ordinal) && text.Contains("\"state\"", StringComparison.Ordinal),
                async () => await ImportsAsync() - before);
        })
        {
            MayDiffer = "It says how far the import has come.",
        },
    ];

    /// <summary>An import by a second administrator that is complete for an app and lacks half of its access.</summary>
    private static async Task<string?> WaitingEndingAsync(CommandWorld world)
    {
        var grants = new[] { "spare/one", "spare/two" }.Select(entitlement => new { userId = "bob", entitlementId = entitlement });
        await ImportAsync(
            "adam",
            "",
            new
            {
                users = new[] { new { id = "anna", email = "anna@example.test", displayName = "Anna Admin", roles = "admin" } },
                apps = new[] { new { id = "spare", name = "Spare" } },
                entitlements = new[] { "spare/one", "spare/two" }.Select(id => new { id, appId = "spare", name = id, risk = "low" }),
                grants,
            });
        return (await ImportAsync("anna", "?completeFor=spare", new { grants = grants.Take(1) })).GetProperty("id").GetString();

        async Task<System.Text.Json.JsonElement> ImportAsync(string by, string query, object lines)
        {
            var import = await world.App.As(by).PostAsync($"/api/v1/directory/imports{query}", lines, HttpStatusCode.Accepted);
            await world.App.RestAsync();
            return import;
        }
    }

    private static Command OfTask(string function, string person, string path, object body, string happened) =>
        new(function, HttpStatusCode.OK, async world => ForTask(world, await world.CertifyAsync(), person, path, body, happened));

    /// <summary>A command on a campaign over one access, after earlier commands.</summary>
    private static Command OfCampaign(string function, string path, object body, string happened, params string[] before) => new(function, HttpStatusCode.Accepted, async world =>
    {
        var (_, address) = await CampaignAsync(world, function, before);
        return new("adam", $"{address}/{path}", body, IsCampaign, () => HappenedAsync(world, address, happened));
    });

    private static async Task<int> HappenedAsync(CommandWorld world, string address, string happened)
    {
        await world.App.RestAsync();
        return (await world.App.As("adam").GetAsync(address)).GetProperty("history").EnumerateArray().Count(stored => stored.GetProperty("event").GetString() == happened);
    }

    /// <summary>A campaign over the access of one person, after these commands.</summary>
    private static async Task<(string Person, string Address)> CampaignAsync(CommandWorld world, string function, params string[] before)
    {
        var person = await HolderAsync(world);
        var created = await world.App.As("carl").PostAsync("/api/v1/campaigns", CampaignOf(function, person), HttpStatusCode.Created);
        var address = $"/api/v1/campaigns/{created.GetProperty("id").GetString()}";
        foreach (var command in before)
        {
            await world.App.As("carl").PostAsync($"{address}/{command}", command == "close" ? new { reason = "Before" } : new object(), HttpStatusCode.Accepted);
            await world.App.RestAsync();
        }

        return (person, address);
    }

    /// <summary>A removal in its cooling-off time, in a campaign of Adam: the number of its review, and the person.</summary>
    private static async Task<(int Number, string Person)> RemovalAsync(CommandWorld world)
    {
        var person = await HolderAsync(world);
        var address = $"/api/v1/campaigns/{(await world.App.As("adam").PostAsync("/api/v1/campaigns", CampaignOf("Removal", person), HttpStatusCode.Created)).GetProperty("id").GetString()}";
        foreach (var command in new[] { "freeze", "start" })
        {
            await world.App.As("adam").PostAsync($"{address}/{command}", new object(), HttpStatusCode.Accepted);
            await world.App.RestAsync();
        }

        return (await DecideAsync(world, "olga", person, "remove"), person);
    }

    /// <summary>An open campaign over one grant, whose decisions take effect at the sign-off.</summary>
    private static async Task<(string Address, string Person)> StagedCampaignAsync(CommandWorld world, string name)
    {
        var person = await HolderAsync(world);
        var body = new { name, reviewers = new { source = "appOwners" }, due = "2027-01-10", scope = new { people = new[] { person } }, decisionsFinal = "untilSignOff" };
        var created = await world.App.As("carl").PostAsync("/api/v1/campaigns", body, HttpStatusCode.Created);
        var address = $"/api/v1/campaigns/{created.GetProperty("id").GetString()}";
        foreach (var command in new[] { "freeze", "start" })
        {
            await world.App.As("carl").PostAsync($"{address}/{command}", new { }, HttpStatusCode.Accepted);
            await world.App.RestAsync();
        }

        return (address, person);
    }

    private static object CampaignOf(string name, string person) => new
    {
        name,
        reviewers = new { source = "appOwners" },
        due = "2027-01-10",
        scope = new { people = new[] { person } },
        noResponse = "remove",
        guard = new { maxRemovals = 0, maxPercent = 0 },
    };

    private static bool IsCampaign(string text) => IsBatchOf(text, "Campaigns");

    private static SentCommand ForTask(CommandWorld world, int number, string person, string path, object body, string happened) =>
        new(person, $"/api/v1/tasks/{number}/{path}", body, IsTask, () => world.CountAsync(number, happened)) { Task = number };

    private static async Task<SentCommand> RunAsync(CommandWorld world, string path, string prefix)
    {
        var before = await world.CountInstancesAsync(prefix);
        return new("adam", path, new { }, null, async () => await world.CountInstancesAsync(prefix) - before);
    }

    /// <summary>A person who has the role Reader.</summary>
    private static async Task<string> HolderAsync(CommandWorld world)
    {
        var person = world.NextPerson();
        await world.App.ImportAsync(new { grants = new object[] { new { userId = person, entitlementId = SmallOrganization.Reader } } });
        return person;
    }

    private static async Task<int> CountTasksAboutAsync(CommandWorld world, string person) =>
        (await Invariants.TasksAsync(world.App)).Count(task => task.Stored.Task.Subject.User.Value == person);

    /// <summary>A request of this person; Mia approves it.</summary>
    private static async Task<int> ApprovalAsync(CommandWorld world, string person)
    {
        await world.App.As(person).RequestAsync(SmallOrganization.Reader, "To be asked about");
        return (await OpenTaskOfAsync(world, person)).Number;
    }

    private static async Task<int> DecideAsync(CommandWorld world, string by, string subject, string decision)
    {
        var task = await OpenTaskOfAsync(world, subject);
        await world.App.As(by).DecideAsync(task.Number, decision, "For the next step", settleNow: true);
        await world.App.RestAsync();
        return task.Number;
    }

    private static async Task<ReviewTask> OpenTaskOfAsync(CommandWorld world, string subject)
    {
        await world.App.RestAsync();
        return (await Invariants.TasksAsync(world.App)).Select(found => found.Stored.Task).Single(task => task.IsOpen && task.Subject.User.Value == subject);
    }

    private static bool IsTask(string text) => IsBatchOf(text, "Tasks") || text.Contains("/Tasks(", StringComparison.Ordinal);

    private static bool IsBatchOf(string text, string table) =>
        text.Split('\n')[0].Contains("$batch", StringComparison.Ordinal) && text.Contains($"/{table}", StringComparison.Ordinal);
}
