using Azure;
using Azure.Communication.Email;

namespace AccessReview.Emulator.Email;

/// <summary>What became of a send, and the response that says so.</summary>
internal sealed record EmailOutcome(EmailSendResult Result, Response Response);
