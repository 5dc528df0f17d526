"""Every kind of problem the service can answer with: its status, its cause and the way out."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """One problem type (RFC 9457). `code` is what programs switch on; it is never renamed."""

    code: str
    status: int
    title: str
    cause: str
    remedy: str

    @property
    def slug(self) -> str:
        return self.code.replace("_", "-")


_KINDS = (
    ProblemKind("malformed_request", 400, "The request body cannot be read",
        "The body is not UTF-8 JSON, repeats a property, nests too deeply or holds a number out of range.",
        "Send one JSON object in UTF-8, with each property once."),
    ProblemKind("invalid_parameter", 400, "A query parameter cannot be used",
        "A parameter is unknown here, stands twice, or is out of its bounds.",
        "Compare the names and bounds with the operation's description; `errors` names each parameter."),
    ProblemKind("invalid_header", 400, "A request header cannot be used",
        "A header's value does not have the form that this operation reads.",
        "`errors` names the header and the form it needs."),
    ProblemKind("cursor_invalid", 400, "The page cursor cannot be used",
        "The cursor was altered, is older than 15 minutes, or belongs to another list or caller.",
        "Start again at the first page of the list."),
    ProblemKind("idempotency_key_missing", 400, "An Idempotency-Key is needed",
        "Nothing else protects this create from being done twice when it is sent again.",
        "Send `Idempotency-Key` with a new UUID, and the same one when you retry."),
    ProblemKind("content_digest_mismatch", 400, "The content is not what was sent",
        "The bytes that arrived do not have the digest stated in `Content-Digest`.",
        "Send the content again."),
    ProblemKind("unauthenticated", 401, "A valid access token is needed",
        "There is no token, or it is expired, withdrawn, altered, or not meant for this service.",
        "Fetch a new token at the token endpoint and send it as `Authorization: Bearer …`."),
    ProblemKind("insufficient_scope", 403, "The token lacks a scope",
        "The token was issued without the scope named in `scope`.",
        "Ask the token endpoint for that scope; if it is refused, ask the partnership's administrator."),
    ProblemKind("role_not_permitted", 403, "Your role does not include this operation",
        "The operation is closed to every role you hold.",
        "If your work needs it, ask the partnership's administrator for a role that includes it."),
    ProblemKind("purpose_required", 403, "A purpose is needed",
        "Personal data are read only for a stated purpose, and none was stated.",
        "Send `Purpose: <code>` with a purpose that your agency's sharing agreement names."),
    ProblemKind("sharing_agreement_missing", 403, "No agreement covers this purpose",
        "No information-sharing agreement in force lets your agency read for the purpose you stated.",
        "Check the code and the agreement's dates with your designated liaison officer."),
    ProblemKind("step_up_required", 403, "Prove again who you are",
        "The token does not say that you proved who you are within the last 5 minutes (claim `auth_time`).",
        "Sign in again with your second factor, and repeat the request with the new token at once."),
    ProblemKind("not_found", 404, "Not found",
        "There is nothing here for you: the record does not exist, or it is not yours to see.",
        "Check the identifier; list the collection to see what you can read."),
    ProblemKind("method_not_allowed", 405, "The method is not allowed here",
        "The path exists, but not with this method.", "`Allow` lists the methods that do."),
    ProblemKind("not_acceptable", 406, "None of the accepted media types can be written",
        "`Accept` excludes every media type of this operation.", "Accept application/json."),
    ProblemKind("request_timeout", 408, "The request did not arrive in time",
        "The body was sent too slowly.", "Send it again; split large imports into parts."),
    ProblemKind("conflict", 409, "The record clashes with another",
        "Something with the same key or an overlapping period is already there.",
        "Read what is there, then change it or choose another key."),
    ProblemKind("agency_reference_in_use", 409, "The agency reference is in use",
        "Your agency already sent another content under this reference.",
        "Use a new reference for a new referral; `existing` links to the first one where you may read it."),
    ProblemKind("transition_not_allowed", 409, "The status cannot change that way",
        "The record's present status does not lead to the one asked for, or not by you.",
        "`allowed_to` lists where it may go."),
    ProblemKind("idempotency_in_progress", 409, "The first request is still running",
        "A request with the same key has not ended yet.",
        "Wait for `Retry-After` and send the same request."),
    ProblemKind("upload_offset_mismatch", 409, "The part does not continue the upload",
        "`Upload-Offset` is not where the upload stands.",
        "Ask with HEAD where to go on, then send from there."),
    ProblemKind("import_not_ready", 409, "The import is not ready for this step",
        "The import's status does not allow the step.",
        "Read the import; its `status` says what it waits for."),
    ProblemKind("document_not_ready", 409, "The document is not ready",
        "It is being made, or could not be made.",
        "Read the report; its `status` says which. Ask again when it is `ready`, or for another report."),
    ProblemKind("precondition_failed", 412, "The record has changed",
        "`If-Match` does not name the record's present version.",
        "Read the record again, apply your change to what it says now, and send the new `ETag`."),
    ProblemKind("content_too_large", 413, "The request is too large",
        "The body is larger than this operation takes.", "`limit_bytes` says how much is taken."),
    ProblemKind("uri_too_long", 414, "The address is too long",
        "The path and query are longer than 8 kB.", "Send fewer filter values."),
    ProblemKind("unsupported_media_type", 415, "The media type is not read here",
        "The `Content-Type` or `Content-Encoding` is not one of this operation.",
        "`accepted` lists the media types; send the body without a content encoding."),
    ProblemKind("validation_failed", 422, "Some values are not valid",
        "One or more values break a rule of the contract.", "`errors` names each value and its rule."),
    ProblemKind("business_rule", 422, "A rule refuses these values together",
        "Each value is well formed, but a rule of the partnership or service does not allow the whole.",
        "`errors` says which rule."),
    ProblemKind("idempotency_key_reused", 422, "The key was used for another request",
        "The same `Idempotency-Key` came with another method, path, query or body.",
        "Use a new key for a new request, and the old one only to repeat the old request."),
    ProblemKind("batch_rejected", 422, "The batch was not written",
        "The batch is atomic and at least one item is faulty.", "Mend the items named in `errors`."),
    ProblemKind("precondition_required", 428, "If-Match is needed",
        "A change must say which version it was made on, so that nobody's work is overwritten.",
        "Read the record and send its `ETag` as `If-Match`."),
    ProblemKind("quota_exceeded", 429, "Too many requests",
        "The quota named in `RateLimit-Policy` is used up.", "Wait for `Retry-After` seconds."),
    ProblemKind("headers_too_large", 431, "The headers are too large",
        "The request has more than 100 headers, or more than 16 kB of them.",
        "Send fewer or shorter headers."),
    ProblemKind("internal_error", 500, "The service failed",
        "An unexpected fault; it was recorded under the request id, and nothing of the request was kept.",
        "Send the same request with the same key again; if it fails again, report the request id."),
    ProblemKind("service_unavailable", 503, "The service cannot answer at present",
        "The database is out of reach or the service is at its capacity; nothing was done.",
        "Wait for `Retry-After` seconds and send the same request with the same key."),
    ProblemKind("outcome_unknown", 503, "Whether the change was kept is not known",
        "The connection to the database was lost while the change was being committed.",
        "Send the same request with the same key or reference: it will be done once."),
)  # fmt: skip

CATALOGUE = {kind.code: kind for kind in _KINDS}
BY_SLUG = {kind.slug: kind for kind in _KINDS}
