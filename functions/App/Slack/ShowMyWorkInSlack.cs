using System.Text.Json.Nodes;
using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Tasks;
using AccessReview.App.Text;
using AccessReview.Domain.Directory;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Slack;

/// <summary>The command /access: shows the user's open work, visible only to them.</summary>
public sealed class ShowMyWorkInSlack(SlackInbox inbox, SlackPeople people, TaskLists lists, DirectoryStore directory, IOptions<SiteOptions> site, TimeProvider clock)
{
    private const int MaxLines = 10;

    [Function(nameof(ShowMyWorkInSlack))]
    [Anybody(FromElsewhere = true)]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "slack/commands")] HttpRequest request, CancellationToken cancellationToken) =>
        inbox.TakeAsync(request, body => RespondAsync(body, cancellationToken), cancellationToken);

    private async Task<IResult> RespondAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var form = SlackForm.Read(body);
        var caller = await people.FindAsync(form.GetValueOrDefault("team_id"), form.GetValueOrDefault("user_id"), cancellationToken);
        using var speaking = Use(Choose([caller?.User.Locale]));
        return ApiResult.Ok(caller is null ? ChatText.OnlyYou(ChatText.Unknown) : await ListAsync(caller.User, cancellationToken));
    }

    private async Task<JsonObject> ListAsync(User person, CancellationToken cancellationToken)
    {
        var counts = await lists.CountsAsync(person.Id, cancellationToken);
        if (counts.Values.Sum() is var all && all == 0)
            return ChatText.OnlyYou(Say($"You have no open tasks."));

        var page = await lists.MyTasksAsync(person.Id, new TaskListQuery(null, false, MaxLines), cancellationToken);
        var answer = ChatText.OnlyYou(all == 1 ? Say($"You have 1 open task.") : Say($"You have {all} open tasks."));
        var blocks = (JsonArray)answer["blocks"]!; // OnlyYou adds them.
        blocks.Add(Block.Context(string.Join(" · ", counts.Where(count => count.Value > 0).Select(count => $"{TaskText.Name(count.Key)}: {count.Value}"))));
        var names = new PersonNames(await directory.FindUsersAsync(page.Rows.Select(row => row.InsteadOf).OfType<UserId>(), cancellationToken));
        foreach (var row in page.Rows)
            blocks.Add(Line(row, names.Of(row.InsteadOf), new LocalTime(person.TimeZone)));
        blocks.Add(Block.Actions([Block.Link(Say($"My work"), site.Value.At("/"))]));
        return answer;
    }

    private JsonObject Line(TaskRow row, string? away, LocalTime time)
    {
        var what = $"#{row.Number} · {TaskText.Name(row.Kind)} · {row.SubjectName} · {row.EntitlementName}, {row.AppName}{(away is null ? "" : $" · {PeopleText.For(away)}")}";
        var evidence = EvidenceText.Short(row.Kind, row.Evidence, clock.GetUtcNow(), time) is { } known ? $"\n{string.Join(EvidenceText.Dot, known.Hints.Prepend(known.Text))}" : "";
        var line = Block.Section(InertText.Of($"{what}\n{DueText.InGrace(row.DueAt, row.ClosesAt, time, clock.GetUtcNow()) ?? Say($"Due {time.SayShort(row.DueAt)}")}{evidence}"));
        line["accessory"] = Block.Link(Say($"Open"), site.Value.At($"/tasks/{row.Number}"));
        return line;
    }
}
