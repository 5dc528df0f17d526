"""What a comparison can find: one rule a kind of change, with what it does to a client."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of change. `breaking` False: it is told, and stops nothing."""

    code: str
    says: str
    breaking: bool = True


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A change that a rule names. `pointer` (RFC 6901) lies in the earlier contract where the thing stood there,
    else in the later one.
    """

    pointer: str
    code: str
    detail: str = ""

    @property
    def rule(self) -> Rule:
        return RULES[self.code]

    def __str__(self) -> str:
        told = f"{self.rule.says} {self.detail}".rstrip()
        return f"{self.code}  {self.pointer}\n    {told}"


_RULES = (
    Rule("path-removed", "An address that clients call is gone."),
    Rule("method-removed", "A method that clients call is gone."),
    Rule("webhook-removed", "A notification that receivers wait for is sent no more."),
    Rule("operation-id-renamed", "Generated clients lose the function of this name."),
    Rule("scope-added", "Tokens that were enough are refused."),
    Rule("scope-removed", "Clients that ask for the scope are refused."),
    Rule("access-removed", "Roles that could call the operation no longer can."),
    Rule("server-removed", "Clients configured with this server reach nothing."),
    Rule("sunset-brought-forward", "Clients were told that they have longer."),
    Rule("sunset-too-soon", "Clients are given less notice than the policy promises."),
    Rule("deprecated-without-sunset", "Clients are not told how long it stays.", breaking=False),
    Rule("parameter-removed", "Requests that state the parameter are refused."),
    Rule("parameter-added-required", "Requests without the new parameter are refused."),
    Rule("parameter-made-required", "Requests without the parameter are refused."),
    Rule("parameter-style-changed", "The parameter is read in another form."),
    Rule("parameter-made-optional", "Receivers that rely on the header miss it."),
    Rule("body-removed", "The body is no longer read, or no longer sent."),
    Rule("body-added-required", "Requests without a body are refused."),
    Rule("body-made-required", "Requests without a body are refused."),
    Rule("body-made-optional", "Receivers that rely on the body miss it."),
    Rule("input-media-type-removed", "Bodies of this media type are refused."),
    Rule("output-media-type-removed", "Clients that ask for this media type get none."),
    Rule("success-status-removed", "Clients wait for a status that does not come."),
    Rule("response-header-removed", "Clients that read the header miss it."),
    Rule("response-header-made-optional", "Clients that rely on the header may miss it."),
    Rule("input-property-removed", "Requests that state the property are refused, or it is not heeded."),
    Rule("input-property-added-required", "Requests without the new property are refused."),
    Rule("input-property-made-required", "Requests without the property are refused."),
    Rule("input-type-narrowed", "Values of a type that was taken are refused."),
    Rule("input-null-refused", "Null was taken and is refused."),
    Rule("input-value-removed", "A value that was taken is refused."),
    Rule("input-bound-tightened", "Values within the former bound are refused."),
    Rule("input-form-narrowed", "Values of the former form may be refused."),
    Rule("input-closed", "Properties that were taken beside the named ones are refused."),
    Rule("input-alternative-removed", "A form of the value that was taken is refused."),
    Rule("input-default-changed", "Requests that state nothing mean something else."),
    Rule("output-property-removed", "Clients that read the property miss it."),
    Rule("output-property-made-optional", "Clients that rely on the property may miss it."),
    Rule("output-type-widened", "Clients get values of a type that they do not expect."),
    Rule("output-made-nullable", "Clients get null where there was always a value."),
    Rule("output-value-added", "Clients get a value that a closed list does not hold."),
    Rule("output-bound-loosened", "Clients get values beyond the bound that they were told."),
    Rule("output-form-widened", "Clients get values of a form that they do not expect."),
    Rule("output-opened", "Clients get properties that a closed object does not name."),
    Rule("output-alternative-added", "Clients get a form of the value that they do not know."),
)

RULES = {rule.code: rule for rule in _RULES}
