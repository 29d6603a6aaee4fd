using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Requests;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;
using Xunit;
using static AccessReview.Domain.Tests.Builders.AnAccessRequest;
using static AccessReview.Domain.Tests.Builders.ATask;
using static AccessReview.Domain.Tests.Builders.Calendar;

namespace AccessReview.Domain.Tests.Requests;

public sealed class RequestRulesTests
{
    private static readonly User Subject = People.Named(People.Subject);

    private static readonly Entitlement Entitlement = new() { Id = new("crm-admin"), AppId = new("crm"), Name = "CRM admin" };

    private static readonly Grant Held = new() { UserId = People.Subject, EntitlementId = Entitlement.Id, AppId = Entitlement.AppId, Since = Monday };

    [Fact]
    public void A_valid_request_is_accepted_and_goes_to_its_approver() => Assert.Null(Judge(ForSubject));

    [Fact]
    public void A_request_for_an_unknown_entitlement_or_an_inactive_person_is_refused()
    {
        Assert.Equal(RequestRefusal.UnknownUser, RequestRules.Judge(ForSubject, Roles.Reviewer, null, Entitlement, null, null));
        Assert.Equal(RequestRefusal.UnknownEntitlement, RequestRules.Judge(ForSubject, Roles.Reviewer, Subject, null, null, null));
        Assert.Equal(
            RequestRefusal.InactiveUser, RequestRules.Judge(ForSubject, Roles.Reviewer, Subject with { IsActive = false }, Entitlement, null, null));
    }

    [Theory]
    [InlineData(GrantState.Active, RequestRefusal.AlreadyHeld)]
    [InlineData(GrantState.StillThere, RequestRefusal.AlreadyHeld)]
    [InlineData(GrantState.Ended, null)]
    public void A_request_for_access_that_the_person_has_is_refused(GrantState state, RequestRefusal? refusal) =>
        Assert.Equal(refusal, Judge(ForSubject, held: Held with { State = state }));

    [Theory]
    [InlineData(RequestState.Pending, RequestRefusal.AlreadyPending)]
    [InlineData(RequestState.Provisioning, RequestRefusal.AlreadyPending)]
    [InlineData(RequestState.Failed, RequestRefusal.AlreadyPending)]
    [InlineData(RequestState.Granted, null)]
    [InlineData(RequestState.Denied, null)]
    [InlineData(RequestState.Expired, null)]
    [InlineData(RequestState.Cancelled, null)]
    public void A_request_for_access_that_is_already_requested_is_refused(RequestState state, RequestRefusal? refusal) =>
        Assert.Equal(refusal, Judge(ForSubject, underWay: ForSubject with { State = state }));

    [Fact]
    public void A_request_without_a_reason_or_with_a_too_long_one_is_refused()
    {
        Assert.Equal(RequestRefusal.ReasonRequired, Judge(ForSubject with { Reason = " \u200E" }));
        Assert.Equal(RequestRefusal.TextTooLong, Judge(ForSubject with { Reason = new string('a', 2001) }));
    }

    [Fact]
    public void A_request_with_an_end_date_in_the_past_is_refused()
    {
        Assert.Equal(RequestRefusal.EndInPast, Judge(ForSubject with { Until = Monday }));
        Assert.Null(Judge(ForSubject with { Until = Monday.AddTicks(1) }));
    }

    [Fact]
    public void An_auditor_can_request_access_only_for_themselves()
    {
        Assert.Equal(RequestRefusal.ReadOnlyRole, Judge(ForSubject, Roles.Auditor));
        Assert.Null(Judge(ForSubject with { RequestedBy = People.Subject }, Roles.Auditor));
    }

    [Theory]
    [InlineData(TaskKind.Approval, null, RequestState.Pending)]
    [InlineData(TaskKind.Approval, Outcome.Approved, RequestState.Provisioning)]
    [InlineData(TaskKind.Approval, Outcome.Denied, RequestState.Denied)]
    [InlineData(TaskKind.Approval, Outcome.NoResponse, RequestState.Expired)]
    [InlineData(TaskKind.Approval, Outcome.Cancelled, RequestState.Cancelled)]
    [InlineData(TaskKind.Provisioning, null, RequestState.Provisioning)]
    [InlineData(TaskKind.Provisioning, Outcome.Completed, RequestState.Granted)]
    [InlineData(TaskKind.Provisioning, Outcome.Errored, RequestState.Failed)]
    [InlineData(TaskKind.Provisioning, Outcome.NoResponse, RequestState.Failed)]
    [InlineData(TaskKind.Provisioning, Outcome.Cancelled, RequestState.Cancelled)]
    public void The_status_of_a_request_follows_its_task(TaskKind kind, Outcome? outcome, RequestState state) =>
        Assert.Equal(state, RequestRules.StateAfter(Opened(kind) with { Outcome = outcome }));

    [Theory]
    [InlineData("requester", Roles.Reviewer, RequestState.Pending, true)]
    [InlineData("requester", Roles.Reviewer, RequestState.Failed, true)]
    [InlineData("requester", Roles.Reviewer, RequestState.Granted, false)]
    [InlineData("requester", Roles.Auditor, RequestState.Pending, false)]
    [InlineData("subject", Roles.Reviewer, RequestState.Pending, false)]
    [InlineData("subject", Roles.Admin, RequestState.Failed, false)]
    [InlineData("stranger", Roles.Reviewer, RequestState.Pending, false)]
    [InlineData("stranger", Roles.Admin, RequestState.Provisioning, true)]
    public void A_request_can_be_withdrawn_by_its_requester_and_by_an_administrator_it_is_not_about(string person, Roles roles, RequestState state, bool may) =>
        Assert.Equal(may, RequestRules.MayWithdraw(ForSubject with { State = state }, new UserId(person), roles));

    [Fact]
    public void A_case_leads_from_each_task_to_the_next()
    {
        var approval = Opened(TaskKind.Approval);
        var approved = approval with { Outcome = Outcome.Approved };
        var given = Opened(TaskKind.Provisioning);

        Assert.Null(RequestRules.TaskAfter(approval));
        Assert.Equal(TaskId.Derive(approval.Id.Value, nameof(TaskKind.Provisioning)), RequestRules.TaskAfter(approved));
        Assert.Null(RequestRules.TaskAfter(given with { Outcome = Outcome.Completed }));
        Assert.Equal(new TaskId("again"), RequestRules.TaskAfter(given with { Outcome = Outcome.Errored, RetriedBy = new TaskId("again") }));
    }

    [Fact]
    public void A_request_has_one_approval_task() => Assert.Equal(TaskId.Derive("c1", "Approval"), ForSubject.ApprovalTask);

    private static RequestRefusal? Judge(AccessRequest request, Roles roles = Roles.Reviewer, Grant? held = null, AccessRequest? underWay = null) =>
        RequestRules.Judge(request, roles, Subject, Entitlement, held, underWay);
}
