using System.Globalization;
using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.App.Text;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Absence;

/// <param name="Now">The reader, with the current delegate and end.</param>
/// <param name="People">The users to choose from: search results, or the reader's manager before a search.</param>
public sealed record OutOfOfficeModel(User Now, string? Search, IReadOnlyList<User> People, LocalTime Time)
{
    /// <summary>Who decides for the reader now; null: the reader is not out of office.</summary>
    public string? Absence { get; init; }
}

/// <summary>What was sent, and what is wrong with the delegate or the day.</summary>
public sealed record SentOutOfOffice(string? To, string? Until, string? PersonFault, string? DayFault);

/// <summary>The page on which a user sets their delegate.</summary>
public sealed class OutOfOfficeForm(DirectoryStore directory, OutOfOffice outOfOffice, Absences absences)
{
    private const int MaxFound = 20;

    [Function("ShowOutOfOffice")]
    [Requires(OrganizationAction.Work)]
    public async Task<IResult> ShowAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "directory/people/me/out-of-office")] HttpRequest request, CancellationToken cancellationToken) =>
        Page.Of<OutOfOfficePage>(new { Content = await ReadAsync(request.HttpContext.GetCaller(), request.Query.ReadSearch("people"), cancellationToken) });

    [Function("SendOutOfOffice")]
    [Requires(OrganizationAction.Work)]
    public async Task<IResult> SendAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "directory/people/me/out-of-office")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var caller = request.HttpContext.GetCaller();
        var form = await request.ReadFieldsAsync(cancellationToken);
        if (form.ContainsKey("back"))
        {
            await outOfOffice.SetAsync(client, caller.Id, null, null, cancellationToken);
            return new SeeOther($"{DirectoryPaths.Me}?done={OutOfOfficeNote.Back}");
        }

        var (to, day) = (form.ReadText("to"), form.ReadText("until"));
        var until = DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? new LocalTime(caller.User.TimeZone).EndOf(date) : null as DateTimeOffset?;
        var sent = new SentOutOfOffice(
            to,
            day,
            to is null ? Say($"Choose a delegate.") : null,
            day is not null && until is null ? Say($"Enter the day as 2026-11-23, or leave it empty.") : null);
        if (sent is { PersonFault: null, DayFault: null })
        {
            var person = GivenId.Read<UserId>(to); // Without a fault it is present.
            if (await outOfOffice.FaultOfAsync(caller.Id, person, until, cancellationToken) is not { } fault)
            {
                await outOfOffice.SetAsync(client, caller.Id, person, until, cancellationToken);
                return new SeeOther($"{DirectoryPaths.Me}?done={OutOfOfficeNote.Away}");
            }

            sent = fault == OutOfOfficeFault.EndInPast ? sent with { DayFault = Sentence(fault) } : sent with { PersonFault = Sentence(fault) };
        }

        return Page.Of<OutOfOfficePage>(new { Content = await ReadAsync(caller, form.ReadSearch("people"), cancellationToken), Sent = sent }, StatusCodes.Status400BadRequest);
    }

    private async Task<OutOfOfficeModel> ReadAsync(Caller caller, string? search, CancellationToken cancellationToken)
    {
        var self = await directory.FindUserAsync(caller.Id, cancellationToken) ?? throw Problems.NotFound();
        var people = search is not null ? await directory.SearchUsersAsync(search, MaxFound, cancellationToken)
            : await directory.FindUsersAsync(new[] { self.DelegateId, self.ManagerId }.OfType<UserId>(), cancellationToken);
        return new OutOfOfficeModel(self, search, [.. people.Where(person => person.IsActive && person.Id != self.Id)], new LocalTime(self.TimeZone))
        {
            Absence = await absences.OfReaderAsync(self, cancellationToken),
        };
    }

    private static string Sentence(OutOfOfficeFault fault) => fault switch
    {
        OutOfOfficeFault.OwnDelegate => Say($"You cannot be your own delegate. Choose another person."),
        OutOfOfficeFault.EndInPast => Say($"This day is in the past."),
        OutOfOfficeFault.UnknownUser => Say($"The person you chose has left. Choose another person."),
    };
}
