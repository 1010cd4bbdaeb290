"""The start page."""


def test_the_start_page_is_sound_and_sets_no_cookie(visitor):
    page = visitor.open("/")
    assert page.heading == "Get ready to talk about your pain"
    assert not visitor.client.get_cookie("answers")


def test_starting_leads_to_the_first_safety_page(visitor):
    assert visitor.start().path == "/questions/danger-now"
